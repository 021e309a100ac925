import { blackout, deploy, everything, faults, halfDeaf, longFaults, type Fault, type FaultName } from '../faults.ts'
import { pause } from '../processes.ts'
import { play, type Scenario, type Stage, type Step } from '../scenario.ts'
import type { Size, Trial } from '../trial.ts'

const minuteMs = 60_000

/** Every fault by itself under load, then all of them together. */
export const faultsTrial: Trial = {
  name: 'faults',
  under: 'all',
  promises: ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8', 'P9', 'P10', 'P11', 'P14', 'P15', 'P18'],
  run: (size, ground) => play(plan(size), ground),
}

function plan({ size, seed, minutes, isSlow }: Size): Scenario {
  const isSoak = size === 'soak'
  const step = (phase: FaultName, begin: (stage: Stage) => void) =>
    stepOf(phase, isSoak ? [...faults[phase], ...(longFaults[phase] ?? [])] : faults[phase], begin)
  return {
    name: 'faults',
    seed,
    seesPresence: true,
    nodes: 3,
    population: isSoak
      ? { circles: 20, people: 30, tables: [8, 6, 5, 4, 3], invites: 40, places: 10 }
      : { circles: 3, people: isSlow ? 10 : 20, tables: isSlow ? [4, 3, 2] : [6, 5, 4, 3], invites: 15, places: 5 },
    pace: isSoak
      ? { everyMs: 10_000, twins: 0.2, moves: 0.05, cuts: 0.01 }
      : { everyMs: isSlow ? 3_000 : 1_500, twins: 0.2, moves: 0.08, cuts: 0.01 },
    steps: [
      { phase: 'calm', run: async () => pause(3_000) },
      step('bus', ({ crowd, circles, endRound }) => {
        crowd.remove(circles[0]!)
        crowd.breakOut(circles[1]!, (roundId) => endRound(roundId, 3_000))
      }),
      step('nodes', ({ crowd, circles, endRound }) => {
        crowd.redeem(circles[0]!)
        crowd.breakOut(circles[2]!, (roundId) => endRound(roundId, 4_000))
        crowd.remove(circles[1]!)
      }),
      step('redis', ({ crowd, circles }) => {
        crowd.rush(circles[0]!)
        crowd.remove(circles[2]!)
      }),
      step('database', ({ crowd, circles, endRound }) => {
        crowd.redeem(circles[1]!)
        crowd.breakOut(circles[0]!, (roundId) => endRound(roundId, 5_000))
      }),
      {
        phase: 'removals',
        async run(stage) {
          const { crowd, circles, random } = stage
          const harming = stage.harm(halfDeaf)
          const times = isSoak ? 400 : 6
          for (let i = 0; i < times; i++) {
            crowd.remove(random.pick(circles))
            await pause(4_000 / times)
          }
          await harming
        },
      },
      {
        phase: 'blackout',
        async run(stage) {
          const { crowd, circles, endRound } = stage
          // Its end falls into the dark.
          crowd.breakOut(circles[1]!, (roundId) => endRound(roundId, 2_500))
          await pause(1_000)
          await stage.harm(blackout(3_000))
          await pause(2_000)
        },
      },
      {
        phase: 'clients and deploys',
        async run(stage) {
          stage.crowd.rush(stage.circles[1]!)
          // All of them, one after the other, are deployed in a trial of its own.
          const deployed = isSoak ? stage.nodes.length : 1
          await Promise.all([stage.harm(deploy(deployed)), step('clients', () => {}).run(stage)])
          stage.crowd.rush(stage.circles[2]!)
        },
      },
      { phase: 'everything', run: (stage) => everythingAtOnce(stage, isSoak ? minutes * minuteMs : 12_000) },
      { phase: 'calm again', run: async () => pause(2_000) },
    ],
  }
}

function stepOf(phase: FaultName, those: Fault[], begin: (stage: Stage) => void): Step {
  return {
    phase,
    async run(stage) {
      begin(stage)
      for (const fault of those) {
        await stage.harm(fault)
        await pause(1_000)
      }
    },
  }
}

async function everythingAtOnce(stage: Stage, ms: number): Promise<void> {
  const { crowd, circles, random, endRound } = stage
  const acts = [
    () => crowd.remove(random.pick(circles)),
    () => crowd.rush(random.pick(circles)),
    () => crowd.redeem(random.pick(circles)),
    () => crowd.breakOut(random.pick(circles), (roundId) => endRound(roundId, 4_000)),
  ]
  let isOver = false
  const acting = (async () => {
    for (let i = 0; !isOver; i++) {
      acts[i % acts.length]!()
      await pause(2_500)
    }
  })()
  await stage.harm(everything(ms))
  isOver = true
  await acting
}
