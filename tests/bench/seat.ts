import { newId } from '../../shared/new-id.ts'
import type { Person } from './plan.ts'
import type { Heard, Tally } from './tally.ts'
import { openThinSocket, type ThinSocket } from './thin-socket.ts'

/** Somebody's place in a room, over as many connections as it takes. */
export type Seat = {
  heard: Heard
  ask(name: string, input: object): Promise<string>
  /** Says something; after a cut it is said again, as the same command. */
  say(input: object, onAnswer: (answer: string) => void): void
  /** Cuts the connection, comes back, and asks for what was missed. */
  comeBack(): Promise<void>
  close(): void
}

export type SeatOptions = {
  port: number
  roomId: string
  person: Person
  isKith: boolean
  hear: Tally['hear']
  onLost: Tally['lose']
}

/** Connects, signs in and enters. */
export async function openSeat({ port, roomId, person, isKith, hear, onLost }: SeatOptions): Promise<Seat> {
  const heard: Heard = { seqs: [], numbers: [] }
  const unanswered = new Map<object, (answer: string) => void>()
  /** What arrives before the answer about what was missed: it comes after that. */
  let early: string[] | null = null
  let wasCut = false
  let socket = await enter()

  return {
    heard,
    ask: (name, input) => askOn(socket, name, input),
    say(input, onAnswer) {
      const command = { commandId: newId(), roomId, ...input }
      unanswered.set(command, onAnswer)
      if (!early) send(command)
    },
    async comeBack() {
      socket.close()
      wasCut = true
      early = []
      socket = await enter()
      if (isKith) await catchUp()
      const waited = early
      early = null
      for (const text of waited) hearOnce(text)
      for (const command of unanswered.keys()) send(command)
    },
    close: () => socket.close(),
  }

  async function enter(): Promise<ThinSocket> {
    const opened = await openThinSocket({
      port,
      headers: { Cookie: person.cookie, Origin: `http://localhost:${port}` },
      onEvent: (text) => (early ? early.push(text) : wasCut ? hearOnce(text) : hear(roomId, heard, text)),
      onLost,
    })
    const answer = await askOn(opened, 'room:enter', { commandId: newId(), roomId })
    if (!answer.startsWith('{"ok":true')) throw new Error(answer)
    return opened
  }

  async function catchUp(): Promise<void> {
    type Page = { reply: { events: object[]; head: number; tooFar: boolean } }
    for (let after = heard.seqs.at(-1) ?? 0, head = Infinity; after > 0 && after < head;) {
      const { reply } = JSON.parse(await askOn(socket, 'room:catch-up', { roomId, after })) as Page
      if (reply.tooFar) throw new Error('too much was said for a catch-up')
      for (const event of reply.events) hearOnce(JSON.stringify(event))
      head = reply.head
      after += reply.events.length
      if (reply.events.length === 0) return
    }
  }

  // What was read may be on its way as well: whoever came back goes by the numbers, as every client does.
  function hearOnce(text: string): void {
    const seq = (JSON.parse(text) as { seq: number }).seq
    if (seq > (heard.seqs.at(-1) ?? 0)) hear(roomId, heard, text)
  }

  function send(command: object): void {
    socket.emit('message:send', command, (answer) => {
      const onAnswer = unanswered.get(command)
      unanswered.delete(command)
      onAnswer?.(answer)
    })
  }
}

const askOn = (socket: ThinSocket, name: string, input: object) =>
  new Promise<string>((resolve) => socket.emit(name, input, resolve))
