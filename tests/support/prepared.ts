import type { PreparedPlan } from '../../shared/composing.ts'
import { runDueOpenings } from '../../server/domain/openings.ts'
import { runDueWork } from '../../server/domain/timers.ts'
import { crowd, type World } from './world.ts'

/** Rounds that are prepared to open by themselves, in a world of its own. */
export function preparedRounds(world: World) {
  /** A table at which ada and a crowd sit, and a round that ada has prepared; the session is yet to start. */
  async function table(count: number, more: Partial<PreparedPlan> = {}) {
    const people = crowd(count - 1)
    const place = await world.circle(people, 40)
    const { roomId } = place
    for (const name of ['ada', ...people]) await world.run(name, 'room:enter', { roomId })
    const ids = await Promise.all(['ada', ...people].map((name) => world.person(name)))
    const breakouts = ['Openings', 'Endings'].map((name) => ({ name, memberIds: [] as string[] }))
    const plan: PreparedPlan = { breakouts, task: 'Read aloud.', minutes: 10, ...more }
    const prepare = (name: string, also: Partial<PreparedPlan> = {}) =>
      world.run('ada', 'round:prepare', { roomId, name, plan: { ...plan, ...also } })
    const { preparedId } = await prepare('Readings')
    const schedule = (opensAfter: number | null, which = preparedId) =>
      world.run('ada', 'round:schedule', { roomId, preparedId: which, opensAfter })
    const start = () => world.run('ada', 'session:start', { roomId, title: 'Critique evening' })
    const state = async (name = 'member-1') => (await world.ask(name, 'room:snapshot', { roomId })).state
    const log = async () => (await world.ports.records.eventsAfter(roomId, 0, 500)).map(({ event }) => event)
    const kinds = async (kind: string) => (await log()).filter((event) => event.kind === kind)
    return { ...place, people, ids, preparedId, prepare, schedule, start, state, log, kinds }
  }

  /** What every node does at that moment, several at once. */
  async function after(ms: number, nodes = 3) {
    await world.moveTime(ms)
    await runDueWork(world.ports)
    await Promise.all(Array.from({ length: nodes }, () => runDueOpenings(world.ports)))
  }

  return { table, after }
}
