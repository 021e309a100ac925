import { spreadOf, type Done, type Joined, type Order, type Person, type Returned } from './plan.ts'
import { openSeat, type Seat } from './seat.ts'
import { createTally, type Tally } from './tally.ts'
import { talk } from './talking.ts'
import { verify } from './verify.ts'

// The load generator: a process of its own, told what to do by the bench, on the public socket like anybody.
const tables = new Map<string, Seat[]>()
let tally: Tally = createTally()
const hear: Tally['hear'] = (...heard) => tally.hear(...heard)

process.on('message', (order: Order) => {
  void run(order).then(
    (done) => process.send!({ done }),
    (error: unknown) => process.send!({ error: String(error) }),
  )
})

async function run(order: Order): Promise<Done> {
  switch (order.do) {
    case 'join':
      return join(order)
    case 'return':
      return comeBack(order)
    case 'talk':
      tally = createTally()
      return talk(tables, tally, order)
    case 'verify':
      return verify(tables, tally, order)
    case 'leave':
      for (const seats of tables.values()) for (const seat of seats) seat.close()
      tables.clear()
      return null
  }
}

async function join({ ports, rooms, inFlight, isKith }: Extract<Order, { do: 'join' }>): Promise<Joined> {
  const waiting = rooms.flatMap(({ roomId, people }) => people.map((person, i) => ({ roomId, person, i })))
  const times: number[] = []
  let failed = 0
  const began = performance.now()
  await Promise.all(Array.from({ length: inFlight }, worker))
  return { ms: performance.now() - began, each: spreadOf(times), failed }

  async function worker(): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const from = performance.now()
      await sit(next.roomId, next.person, ports[next.i % ports.length]!).catch((error: unknown) => {
        if (failed++ === 0) process.stderr.write(`the first of those who could not join: ${String(error)}\n`)
      })
      times.push(performance.now() - from)
    }
  }

  async function sit(roomId: string, person: Person, port: number): Promise<void> {
    const seat = await openSeat({ port, roomId, person, isKith, hear, onLost: tally.lose })
    if (isKith) await seat.ask('room:snapshot', { roomId })
    tables.set(roomId, [...(tables.get(roomId) ?? []), seat])
  }
}

/** One person of each room comes back at the same moment: first what they see at once, then everything by pages. */
async function comeBack({ port, rooms }: Extract<Order, { do: 'return' }>): Promise<Returned> {
  const screens: number[] = []
  const wholes: number[] = []
  let messages = 0
  await Promise.all(
    rooms.map(async ({ roomId, people }) => {
      const began = performance.now()
      const seat = await openSeat({ port, roomId, person: people[0]!, isKith: true, hear, onLost: tally.lose })
      const first = await seat.ask('room:snapshot', { roomId })
      screens.push(performance.now() - began)
      type Page = { messages: { seq: number }[]; hasMore: boolean }
      const { state } = (JSON.parse(first) as { reply: { state: Page } }).reply
      messages += state.messages.length
      let before = state.messages[0]!.seq
      for (let hasMore = true; hasMore;) {
        const page = (JSON.parse(await seat.ask('room:messages', { roomId, before })) as { reply: Page }).reply
        messages += page.messages.length
        before = page.messages[0]?.seq ?? 0
        hasMore = page.hasMore
      }
      wholes.push(performance.now() - began)
      seat.close()
    }),
  )
  return { screen: spreadOf(screens), everything: spreadOf(wholes), messages }
}
