import type { Crowd } from './crowd.ts'
import type { Guest } from './guest.ts'
import type { History } from './history.ts'
import type { KithNode } from './kith-nodes.ts'
import { eventually, pause } from './processes.ts'

const usual = { answersMs: 20_000, readingMs: 15_000 }
// What was broken on purpose may never come to rest.
const brief = { answersMs: 4_000, readingMs: 2_000 }
const presenceMs = 30_000

/**
 * After the last fault: everybody falls silent, reads to the end, and writes down what they hold beside what a fresh
 * snapshot gives. The checker compares.
 */
export async function settleDown(options: {
  crowd: Crowd
  nodes: KithNode[]
  history: History
  isBrief: boolean
  /** Waits until everybody sees who is there, and writes down who did not. */
  seesPresence: boolean
  say(line: string): void
}): Promise<void> {
  const { crowd, nodes, history, say } = options
  const patience = options.isBrief ? brief : usual
  say('  rest')
  for (const node of nodes) {
    for (const proxy of [node.toDatabase, node.toRedis, node.fromClients]) proxy.heal()
    if (!node.isAlive()) await node.start()
  }
  const left = await crowd.fallSilent(patience.answersMs)
  history.write('chaos', 'silent', { unanswered: left })
  await stillness(crowd, patience.answersMs)
  await Promise.all(crowd.guests.map((guest) => writeEnd(guest, history, patience.readingMs)))
  if (options.seesPresence) await writePresence(crowd, history, presenceMs, say)
}

// One who moves frees a seat, which is offered to the next in line: that goes on for a while by itself.
async function stillness({ guests }: Crowd, withinMs: number): Promise<void> {
  const stewards = guests.filter(({ isSteward }) => isSteward)
  const look = async () => {
    const tables = await Promise.all(
      stewards.map(({ ask, circle }) => within(ask('circle:table', { circleId: circle.circleId }))),
    )
    return tables.flatMap((table) => table?.rooms.map(({ roomId, head }) => `${roomId} ${head}`) ?? []).join()
  }
  await eventually('stillness', withinMs, async () => {
    const before = await look()
    await pause(1_500)
    return before === (await look())
  }).catch(() => {})
}

async function writeEnd(guest: Guest, history: History, readingMs: number): Promise<void> {
  const { circleId, tables } = guest.circle
  for (const { roomId } of tables) {
    const first = await within(guest.ask('room:snapshot', { roomId }))
    const sits = first?.state.seats.some((seat) => seat.memberId === guest.memberId && seat.offeredUntil === null)
    // Who has left a room hears it no more: what they still hold of it is old, and says so nowhere.
    if (!sits && !first?.state.visitors.includes(guest.memberId)) continue
    await eventually('the end of a log', readingMs, async () => {
      const fresh = await within(guest.ask('room:snapshot', { roomId }))
      if (!fresh || fresh.state.head !== held(guest, roomId)?.head) return false
      history.write(guest.name, 'end', { room: roomId, held: held(guest, roomId), fresh: fresh.state })
      return true
    }).catch(() => history.write(guest.name, 'end', { room: roomId, held: held(guest, roomId), fresh: null }))
  }
  const circle = await within(guest.ask('circle:view', { circleId }))
  history.write(guest.name, 'end', {
    room: guest.places.circle().commonsId,
    held: guest.places.circle(),
    fresh: circle,
  })
}

function held(guest: Guest, roomId: string): ReturnType<Guest['places']['room']> | null {
  try {
    return guest.places.room(roomId)
  } catch {
    return null
  }
}

// Who was removed is answered not_found; whoever has no connection left is not answered.
async function within<T>(answer: Promise<T>): Promise<T | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), 5_000))
  return Promise.race([answer.catch(() => null), late])
}

async function writePresence(
  { guests }: Crowd,
  history: History,
  withinMs: number,
  say: (line: string) => void,
): Promise<void> {
  const began = performance.now()
  // Who was removed while they were away never heard of it: who belongs is what the steward sees.
  const members = new Set(
    guests.filter(({ isSteward }) => isSteward).flatMap(({ places }) => places.circle().members.map((m) => m.memberId)),
  )
  const belong = guests.filter(({ memberId }) => members.has(memberId))
  const wrong = () =>
    belong.filter((guest) => {
      const there = belong.filter(({ circle, isOpen }) => circle === guest.circle && isOpen())
      const expected = there.map(({ memberId }) => memberId).sort()
      return expected.join() !== guest.here().sort().join()
    }).length
  await eventually('presence', withinMs, async () => wrong() === 0 || false).catch(() => {})
  const ms = Math.round(performance.now() - began)
  history.write('chaos', 'presence', { wrong: wrong(), ms })
  say(`    presence: ${wrong()} wrong after ${ms} ms`)
}
