import { newId } from '../../../shared/new-id.ts'
import { post } from '../guest.ts'
import { eventually, pause } from '../processes.ts'
import { play, type Scenario, type Stage } from '../scenario.ts'
import type { Circle } from '../settle.ts'
import type { Size, Trial } from '../trial.ts'

/** A thousand at one door, and a thousand at one table, while what is behind the door falls over. */
export const crushTrial: Trial = {
  name: 'crush',
  under: 'a thousand at once, Redis wiped, a node killed',
  promises: ['P6', 'P7'],
  run: (size, ground) => play(plan(size), ground),
}

const invites = 1_000
const devices = 4
const passing = ['unavailable', 'timed_out', 'too_many', 'internal']

function plan({ size, seed }: Size): Scenario {
  const rushes = size === 'soak' ? 20 : 1
  return {
    name: 'crush',
    seed,
    nodes: 3,
    population: { circles: 1, people: 251, tables: Array.from({ length: rushes }, () => 12), invites, places: 10 },
    absent: 1,
    pace: { everyMs: 1_000, twins: 0, moves: 0, cuts: 0 },
    // Everybody comes from one machine here, and from an address of their own as far as the nodes can see.
    settings: { TRUST_PROXY: '127.0.0.1/32' },
    steps: [
      { phase: 'a thousand invites', run: (stage) => whileItFalls(stage, redeemAll(stage, stage.absent[0]!)) },
      ...Array.from({ length: rushes }, (_, i) => ({
        phase: 'a thousand at a table',
        run: (stage: Stage) => whileItFalls(stage, enterAll(stage, stage.absent[0]!, i)),
      })),
    ],
  }
}

async function whileItFalls({ redis, nodes, random, postgres, note }: Stage, crush: Promise<void>): Promise<void> {
  await pause(200)
  const node = random.pick(nodes)
  note('redis wiped, node killed, backends terminated', { node: node.name })
  await Promise.all([redis.kill(), node.end('SIGKILL'), postgres.terminateBackends().catch(() => {})])
  await Promise.all([redis.start(), node.start()])
  await crush
}

async function redeemAll(stage: Stage, { circleId, invites: codes }: Circle): Promise<void> {
  const { history, nodes, random, installation } = stage
  await Promise.all(
    codes.map(async (code, i) => {
      const who = `comer ${i}`
      const headers = { origin: installation.origin, 'x-forwarded-for': `10.1.${i >> 8}.${i & 255}` }
      const input = { commandId: newId(), code, name: who }
      const answer = await untilAnswered(async () => {
        history.write(who, 'redeems', { circle: circleId })
        return post(`${random.pick(nodes).url}/api/invites/accept`, headers, input)
      })
      history.write(who, 'came', { circle: circleId, ...answer })
    }),
  )
}

/** Each member asks for a seat from each of their devices. */
async function enterAll(stage: Stage, { people, tables }: Circle, at: number): Promise<void> {
  const { history, nodes, random, installation } = stage
  const { roomId, capacity } = tables[at]!
  const asking = Array.from({ length: devices }, () => people.slice(1)).flat()
  const answers = await Promise.all(
    random.shuffled(asking).map(({ cookie }) => {
      const input = { commandId: newId(), roomId, moving: true }
      const headers = { origin: installation.origin, cookie }
      return untilAnswered(() => post(`${random.pick(nodes).url}/api/commands/room:enter`, headers, input))
    }),
  )
  const refused = answers.filter(({ ok }) => !ok).length
  history.write('chaos', 'rush', { room: roomId, capacity, asked: answers.length, refused })
}

type Answer = Awaited<ReturnType<typeof post>>

async function untilAnswered(ask: () => Promise<Answer>): Promise<Answer> {
  return eventually('an answer', 60_000, async () => {
    const answer = await ask()
    const { code } = (answer.error ?? {}) as { code?: string }
    if (code && passing.includes(code)) await pause(300)
    return code && passing.includes(code) ? false : answer
  })
}
