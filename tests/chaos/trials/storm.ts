import { monitorEventLoopDelay } from 'node:perf_hooks'
import postgres from 'postgres'
import { eventually, pause } from '../processes.ts'
import { play, type Scenario, type Stage } from '../scenario.ts'
import type { Size, Trial } from '../trial.ts'

/** Everybody loses their connection in one moment. */
export const stormTrial: Trial = {
  name: 'storm',
  under: 'everybody cut off at once; all nodes killed at once',
  promises: ['P1', 'P2', 'P3', 'P4', 'P17'],
  run: (size, ground) => play(plan(size), ground),
}

function plan({ size, seed, isSlow }: Size): Scenario {
  const isSoak = size === 'soak'
  const people = isSlow ? 20 : 50
  return {
    name: 'storm',
    seed,
    nodes: 3,
    population: isSoak
      ? { circles: 40, people: 50, tables: [12, 8], invites: 0, places: 0 }
      : { circles: 3, people, tables: [12, 8], invites: 0, places: 0 },
    pace: { everyMs: isSoak ? 60_000 : 10_000, twins: 0, moves: 0, cuts: 0 },
    steps: [
      { phase: 'calm', run: async () => pause(3_000) },
      {
        phase: 'wires cut',
        run: (stage) => storm(stage, async () => stage.nodes.forEach(({ fromClients }) => fromClients.cut())),
      },
      {
        phase: 'nodes killed',
        run: (stage) =>
          storm(stage, async () => {
            await Promise.all(stage.nodes.map((node) => node.end('SIGKILL')))
            await Promise.all(stage.nodes.map((node) => node.start()))
          }),
      },
    ],
  }
}

async function storm({ crowd, nodes, history, note, databaseUrl }: Stage, breakOff: () => Promise<void>) {
  const watch = watchConnections(databaseUrl)
  // Who plays everybody may be late as well, and is told beside the nodes.
  const own = monitorEventLoopDelay({ resolution: 10 })
  own.enable()
  await Promise.all(nodes.map(lagOf))
  const { guests } = crowd
  const before = new Map(guests.map((guest) => [guest, guest.openings()]))
  const areAway = () => guests.filter((guest) => !guest.isOpen() || guest.openings() === before.get(guest))
  await breakOff()
  const at = performance.now()
  await eventually('everybody is back', 60_000, async () => areAway().length === 0).catch(() => {})
  const ms = Math.round(performance.now() - at)
  const away = areAway().length
  const lagMs = Math.round(1_000 * Math.max(...(await Promise.all(nodes.map(lagOf)))))
  own.disable()
  const ownLagMs = Math.round(own.percentile(99) / 1e6)
  const facts = { people: guests.length, away, ms, lagMs, ownLagMs, connections: await watch() }
  note('storm over', facts)
  history.write('chaos', 'storm', facts)
  await pause(2_000)
}

const lagOf = (node: Stage['nodes'][number]) => node.figure('kith_nodejs_eventloop_lag_p99_seconds')

/** Looks at how many connections each node has; the returned function stops and gives the most that one ever had. */
function watchConnections(databaseUrl: string): () => Promise<number> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  let most = 0
  let isOver = false
  const watching = (async () => {
    while (!isOver) {
      const rows = await sql`select count(*)::int as n from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and client_port is not null
        group by application_name`
      most = Math.max(most, ...rows.map(({ n }) => Number(n)))
      await pause(100)
    }
  })()
  return async () => {
    isOver = true
    await watching
    await sql.end()
    return most
  }
}
