import { openDoor } from '../../server/dev/member/door.ts'
import { createPlaces, type Places } from '../../server/dev/member/places.ts'
import { createSpeech, type CommandWords, type Speech } from '../../server/dev/member/speech.ts'
import { openWire, type Wire } from '../../server/dev/member/wire.ts'
import type { CommandName, CommandReply } from '../../shared/commands.ts'
import type { RoomEvent } from '../../shared/events.ts'
import type { History } from './history.ts'
import type { Circle, Person } from './settle.ts'

/** A member on the public protocol whose every call, answer and delivery is written down. */
export type Guest = Person & {
  circle: Circle
  places: Places
  /** Repeats until it is answered; null for what was refused for good. */
  run<N extends CommandName>(name: N, input: CommandWords<N>): Promise<CommandReply<N> | null>
  ask: Speech['ask']
  /** The same command once more, over HTTP and at another node, whatever becomes of it. */
  twin(name: string, input: unknown, url: string): Promise<void>
  cut(): void
  isOpen(): boolean
  /** How often the connection has opened. */
  openings(): number
  /** The presence that this member's node has told last, of those who are here. */
  here(): string[]
  stop(): void
}

/** @param urls of all nodes: any of them serves */
export async function comeIn(options: {
  person: Person
  circle: Circle
  urls: string[]
  origin: string
  history: History
}): Promise<Guest> {
  const { person, circle, urls, origin, history } = options
  const write = (what: string, facts?: Record<string, unknown>) => history.write(person.name, what, facts)
  const headers = { origin, cookie: person.cookie }
  const here = new Map<string, string | null>()
  let places: Places | null = null
  let calls = 0
  let openings = 0

  const wire = openWire(
    urls,
    { ...openDoor(urls, origin), headers: () => headers, token: () => null },
    {
      opened() {
        write('opened')
        openings++
        places?.comeBack()
      },
      lost: (why) => write('lost', { why }),
      event(event) {
        write('heard', short(event))
        places?.hear(event)
      },
      signalled(name, body) {
        if (name === 'presence' && 'members' in body) {
          if (body.whole) here.clear()
          for (const [id, state] of Object.entries(body.members)) here.set(id, state)
        }
        places?.signalled(name, body)
      },
    },
  )
  const logged: Wire = { ...wire, emit: (name, input) => call('socket', name, input, () => wire.emit(name, input)) }
  const speech = createSpeech(logged)
  const memberId = person.memberId
  places = await createPlaces(speech, { memberId, circleId: circle.circleId }, (roomId, event) => {
    if (event) write('applied', short(event))
    else write('snapshot', { room: roomId, head: headOf(roomId) })
  })

  return {
    ...person,
    circle,
    places,
    run: (name, input) => speech.run(name, input).catch(() => null),
    ask: speech.ask,
    async twin(name, input, url) {
      await call('http', name, input, () => post(`${url}/api/commands/${name}`, headers, input))
    },
    cut: wire.cut,
    isOpen: wire.isOpen,
    openings: () => openings,
    here: () => [...here].filter(([, state]) => state !== null).map(([id]) => id),
    stop() {
      places?.stop()
      wire.close()
      write('stopped')
    },
  }

  async function call<T extends { ok: boolean }>(
    way: string,
    name: string,
    input: unknown,
    go: () => Promise<T>,
  ): Promise<T> {
    const id = ++calls
    write('call', { id, way, name, input: input as object })
    const answer = await go()
    write('answer', { id, ...(answer as object), ...(isLong(name) && answer.ok && { reply: null }) })
    return answer
  }

  function headOf(roomId: string): number | null {
    if (!places) return null
    if (roomId === places.circle().commonsId) return places.circle().head
    try {
      return places.room(roomId).head
    } catch {
      return null
    }
  }
}

// What a query answers shows in what was applied.
const isLong = (name: string) => ['room:snapshot', 'circle:view', 'room:catch-up'].includes(name)

function short({ roomId, seq, kind, memberId, at, body }: RoomEvent): Record<string, unknown> {
  return { room: roomId, seq, kind, by: memberId, at, ...(kind === 'message:sent' && { text: body.text }) }
}

/** One try over HTTP, answered like one over the socket. */
export async function post(url: string, headers: Record<string, string>, input: unknown) {
  const unanswered = { ok: false, error: { code: 'unavailable', details: { reason: 'offline' } } }
  try {
    const body = JSON.stringify(input)
    const signal = AbortSignal.timeout(4_000)
    const asJson = { ...headers, 'content-type': 'application/json' }
    const answer: unknown = await (await fetch(url, { method: 'POST', headers: asJson, body, signal })).json()
    const { error } = answer as { error?: object }
    return error ? { ok: false, error } : { ok: true, reply: answer }
  } catch {
    return unanswered
  }
}
