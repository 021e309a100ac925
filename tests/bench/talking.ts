import { setTimeout as pause } from 'node:timers/promises'
import { spreadOf, type Measured, type Order } from './plan.ts'
import type { Seat } from './seat.ts'
import type { Tally } from './tally.ts'

type Tables = Map<string, Seat[]>

/** How long what is under way may take to arrive once nobody says anything more. */
const patienceMs = 5_000

/** Everybody talks for a while, each table at its pace; then what is still on its way is waited for. */
export async function talk(tables: Tables, tally: Tally, order: Extract<Order, { do: 'talk' }>): Promise<Measured> {
  const { pace, seconds, cutEveryMs } = order
  for (const seats of tables.values()) for (const { heard } of seats) heard.seqs.length = heard.numbers.length = 0
  const began = performance.now()
  const until = began + seconds * 1_000
  let unanswered = 0
  let answeredAt = began
  const cutting = cutEveryMs === undefined ? null : cutAll(cutEveryMs)

  await ('perSecond' in pace ? steadily(pace.perSecond) : closedLoop(pace.outstanding))
  await cutting
  const people = [...tables.values()][0]?.length ?? 0
  const isDone = () => unanswered === 0 && tally.deliveries.length >= (tally.replies.length - tally.refused) * people
  for (const from = performance.now(); !isDone() && performance.now() - from < patienceMs;) await pause(5)
  return {
    seconds: (answeredAt - began) / 1_000,
    accepted: tally.replies.length - tally.refused,
    refused: tally.refused,
    deliveries: tally.deliveries.length,
    delivery: spreadOf(tally.deliveries),
    reply: spreadOf(tally.replies),
  }

  function say(roomId: string, seats: Seat[], turn: number, then: () => void): void {
    const { number, text } = tally.say()
    unanswered++
    seats[turn % seats.length]!.say({ text }, (answer) => {
      unanswered--
      answeredAt = performance.now()
      tally.answered(roomId, number, answer)
      then()
    })
  }

  // Every connection once in each while, evenly spread over it.
  async function cutAll(everyMs: number): Promise<void> {
    const seats = [...tables.values()].flat()
    const returns: Promise<void>[] = []
    for (let cuts = 0; performance.now() < until; await pause(1)) {
      for (; began + (cuts * everyMs) / seats.length <= performance.now(); cuts++) {
        returns.push(seats[cuts % seats.length]!.comeBack())
      }
    }
    await Promise.all(returns)
  }

  // Spread evenly over the second, so that no two tables talk at the same moment by design.
  async function steadily(perSecond: number): Promise<void> {
    const rooms = [...tables]
    const everyMs = 1_000 / (perSecond * rooms.length)
    for (let said = 0; performance.now() < until; await pause(1)) {
      for (; began + said * everyMs <= performance.now(); said++) {
        const [roomId, seats] = rooms[said % rooms.length]!
        say(roomId, seats, Math.floor(said / rooms.length), () => {})
      }
    }
  }

  async function closedLoop(outstanding: number): Promise<void> {
    const loops = [...tables].flatMap(([roomId, seats]) =>
      Array.from({ length: outstanding }, (_, first) => {
        const { promise, resolve } = Promise.withResolvers<void>()
        const next = (turn: number) =>
          performance.now() < until ? say(roomId, seats, turn, () => next(turn + outstanding)) : resolve()
        next(first)
        return promise
      }),
    )
    await Promise.all(loops)
  }
}
