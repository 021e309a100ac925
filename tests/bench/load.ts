import { newId } from '../../shared/ids.ts'
import { spreadOf, type Done, type Joined, type Order, type Room } from './plan.ts'
import { createTally, type Tally } from './tally.ts'
import { talk, type Seat } from './talking.ts'
import { openThinSocket } from './thin-socket.ts'
import { verify } from './verify.ts'

// The load generator: a process of its own, told what to do by the bench, on the public socket like anybody.
const tables = new Map<string, Seat[]>()
let tally: Tally = createTally()

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
    case 'talk':
      tally = createTally()
      return talk(tables, tally, order)
    case 'verify':
      return verify(tables, tally, order)
    case 'leave':
      for (const seats of tables.values()) for (const { socket } of seats) socket.close()
      tables.clear()
      return null
  }
}

async function join({ port, rooms, inFlight, withSnapshot }: Extract<Order, { do: 'join' }>): Promise<Joined> {
  const waiting = rooms.flatMap((room) => room.people.map((person) => ({ room, person })))
  const times: number[] = []
  let failed = 0
  const began = performance.now()
  await Promise.all(Array.from({ length: inFlight }, worker))
  return { ms: performance.now() - began, each: spreadOf(times), failed }

  async function worker(): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const from = performance.now()
      await sit(port, next.room, next.person, withSnapshot).catch((error: unknown) => {
        if (failed++ === 0) process.stderr.write(`the first of those who could not join: ${String(error)}\n`)
      })
      times.push(performance.now() - from)
    }
  }
}

async function sit(
  port: number,
  { roomId }: Room,
  { cookie, memberId }: Room['people'][number],
  withSnapshot: boolean,
) {
  const heard: Seat['heard'] = { seqs: [], numbers: [] }
  const socket = await openThinSocket({
    port,
    headers: { Cookie: cookie, Origin: `http://localhost:${port}` },
    onEvent: (text) => tally.hear(roomId, heard, text),
    onLost: (why) => tally.lose(why),
  })
  const ask = (name: string, input: unknown) =>
    new Promise<string>((resolve) => socket.emit(name, input, (text) => resolve(text)))
  const answer = await ask('room:enter', { commandId: newId(), roomId })
  if (!answer.startsWith('{"ok":true')) throw new Error(answer)
  if (withSnapshot) await ask('room:snapshot', { roomId })
  tables.set(roomId, [...(tables.get(roomId) ?? []), { socket, memberId, heard }])
}
