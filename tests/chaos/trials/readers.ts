import { newId } from '../../../shared/new-id.ts'
import { post } from '../guest.ts'
import type { KithNode } from '../kith-nodes.ts'
import { pause } from '../processes.ts'
import { play, type Scenario, type Stage } from '../scenario.ts'
import { kernelBytesOf, memoryOf, openStalledReader, type StalledReader } from '../stalled-reader.ts'
import type { Trial } from '../trial.ts'

/** A table at which many have stopped reading, while others there say more than their connections hold. */
export const readersTrial: Trial = {
  name: 'readers',
  under: 'stalled readers in a flood',
  promises: ['P1', 'P2', 'P4', 'P16'],
  run: ({ size, seed }, ground) => {
    const dose = size === 'soak' ? { stalled: 25, megabytesEach: 16 } : { stalled: 20, megabytesEach: 9 }
    return play({ name: 'readers', seed, ...readersScenario(dose) }, ground)
  },
}

const speakers = 24
/** A flood that takes longer ends unfinished. */
const floodMs = 40_000
/** Three bytes each, as many as one message takes. */
const words = '\u6c34'.repeat(8_000)
const pieceBytes = 24_000

/** How many stop reading, and how much they miss: several times what the kernels hold for them. */
type Dose = { stalled: number; megabytesEach: number }

export function readersScenario({ stalled, megabytesEach }: Dose): Omit<Scenario, 'name' | 'seed'> {
  const people = 1 + speakers + stalled
  return {
    nodes: 1,
    population: { circles: 2, people, tables: [people], invites: 0, places: 0 },
    absent: 1,
    pace: { everyMs: 2_000, twins: 0, moves: 0, cuts: 0 },
    steps: [
      { phase: 'calm', run: async () => pause(4_000) },
      { phase: 'flood', run: (stage) => flood(stage, megabytesEach * 1_000_000) },
    ],
  }
}

async function flood(stage: Stage, bytesEach: number): Promise<void> {
  const { nodes, absent, installation, history, note } = stage
  const [node] = nodes as [KithNode]
  const [{ people, tables }] = absent as [Stage['absent'][number]]
  const { roomId } = tables[0]!
  const { origin } = installation
  const url = `http://127.0.0.1:${node.port}`
  const talking = people.slice(1, 1 + speakers)
  const enter = ({ cookie }: { cookie: string }) =>
    post(`${url}/api/commands/room:enter`, { origin, cookie }, { commandId: newId(), roomId })
  await Promise.all(talking.map(enter))
  // What so many words cost a node by themselves, nobody being behind; the second time it has all that it wants.
  const before = await mostMemoryDuring(node, async () => {
    for (const _ of [1, 2]) await speak(() => {})
  })
  const readers = await Promise.all(
    people.slice(1 + speakers).map(({ cookie }) => openStalledReader({ url, origin, cookie, roomId })),
  )
  note('readers stalled', { readers: readers.length })
  let said = 0
  let isOver = false
  const watching = watch(
    node,
    readers,
    () => said * pieceBytes,
    () => isOver,
  )
  await speak(() => void said++)
  await pause(2_500)
  isOver = true
  const { most, cuts } = await watching
  history.write('chaos', 'flood', { before, most, said, bytes: said * pieceBytes * readers.length, cuts })
  note('flood over', { megabytes: Math.round((said * pieceBytes * readers.length) / 1e6), grownMb: most - before })
  for (const reader of readers) reader.close()

  async function speak(landed: () => void): Promise<void> {
    const until = performance.now() + floodMs
    let bytes = 0
    await Promise.all(
      talking.map(async ({ cookie }) => {
        while (bytes < bytesEach && performance.now() < until) {
          const input = { commandId: newId(), roomId, text: words }
          const answer = await post(`${url}/api/commands/message:send`, { origin, cookie }, input)
          if (!answer.ok) await pause(100)
          else {
            bytes += pieceBytes
            landed()
          }
        }
      }),
    )
  }
}

async function mostMemoryDuring(node: KithNode, run: () => Promise<void>): Promise<number> {
  let most = memoryOf(node.pid())
  const timer = setInterval(() => (most = Math.max(most, memoryOf(node.pid()))), 50)
  await run()
  clearInterval(timer)
  return most
}

/** When each reader had a megabyte waiting in the node, and when it was cut; and the most memory that the node took. */
async function watch(node: KithNode, readers: StalledReader[], saidBytes: () => number, isOver: () => boolean) {
  let most = 0
  const over = new Map<StalledReader, number>()
  while (!isOver()) {
    most = Math.max(most, memoryOf(node.pid()))
    // What the kernels hold is nothing that the node could count.
    for (const [reader, bytes] of kernelBytesOf(readers)) {
      if (!over.has(reader) && saidBytes() - bytes > 1_000_000) over.set(reader, performance.now())
    }
    await pause(50)
  }
  const cuts = readers.map((reader) => {
    const cutAt = reader.cutAt()
    const overAt = over.get(reader)
    return cutAt === null || overAt === undefined ? null : Math.round(cutAt - overAt)
  })
  return { most, cuts }
}
