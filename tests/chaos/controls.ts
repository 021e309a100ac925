import { brokenText, changedCopy } from './changed-copy.ts'
import { pause } from './processes.ts'
import { readersScenario } from './trials/readers.ts'
import type { Ground, Scenario } from './scenario.ts'
import type { Population } from './settle.ts'

/** Kith with every defence of one promise taken out: the checker must see the promise broken. */
export type Control = {
  name: string
  /** The verdict that has to be "not held". */
  breaks: { promise: string; says: string }
  without: string
  /** False where the verdict is about how late something is. */
  isPatient?: false
  prepare(ground: Ground): Promise<Omit<Scenario, 'name' | 'seed'>>
  /** Makes the ground whole again. */
  repair?(ground: Ground): Promise<void>
}

const oneCircle = (people: number, tables: number[]): Population => {
  return { circles: 1, people, tables, invites: 0, places: 0 }
}
const talk = { everyMs: 300, twins: 0, moves: 0, cuts: 0 }
const slowWal = { synchronous_commit: 'off', wal_writer_delay: '10s', wal_writer_flush_after: '1GB' }
const append = 'drizzle/functions/20-append.sql'

export const controls: Control[] = [
  {
    name: 'commits',
    breaks: { promise: 'P2', says: 'acknowledged is kept' },
    without: 'synchronous commit',
    async prepare({ postgres }) {
      return {
        nodes: 1,
        population: oneCircle(8, [8]),
        pace: talk,
        broken: { isUnsafe: true },
        steps: [
          {
            phase: 'talk, then a crash',
            async run(stage) {
              await postgres.tune(slowWal)
              await pause(3_000)
              await stage.harm(async ({ note }) => {
                note('database crashed')
                await postgres.crash()
                await postgres.start()
              })
            },
          },
        ],
      }
    },
    repair: ({ postgres }) => postgres.tune(null),
  },
  {
    name: 'slots',
    breaks: { promise: 'P6', says: 'never more seats than there are, at any instant' },
    without: 'the key into the slots, and the lock of the room',
    prepare: async () => ({
      nodes: 2,
      population: oneCircle(24, [2, 3, 4, 5, 6]),
      pace: { ...talk, everyMs: 600, moves: 0.5 },
      broken: {
        statements: `alter table seats drop constraint seats_slot, drop constraint seats_room_id_no_pk;
          create or replace function lock_rooms(p_rooms uuid[]) returns void language sql as 'select';
          do $$ begin
            execute replace(pg_get_functiondef('enter_room(uuid, uuid, text, jsonb)'::regprocedure), 'for no key update', '');
          end $$`,
      },
      steps: [
        {
          phase: 'all at one door',
          async run({ crowd, circles }) {
            // A table that nobody sits at has the most to lose: each is rushed once, from the largest on.
            for (const table of circles[0]!.tables.toReversed()) {
              crowd.rush(circles[0]!, table)
              await pause(900)
            }
          },
        },
      ],
    }),
  },
  {
    name: 'epochs',
    breaks: { promise: 'P15', says: 'gone is gone' },
    without: 'the look at the epoch, and the kick',
    prepare: async ({ folder }) => ({
      nodes: 2,
      population: oneCircle(10, [8]),
      pace: talk,
      broken: {
        code: changedCopy(folder, [
          {
            file: 'server/live/release.ts',
            from: 'if (neededEpoch > epoch) reloading =',
            to: 'if (neededEpoch === Infinity) reloading =',
          },
          {
            file: 'server/live/delivery.ts',
            from: "if (event.kind === 'member:removed' || event.kind === 'member:left') leaveCircle",
            to: 'if (event.seq === Infinity) leaveCircle.apply',
          },
        ]),
      },
      steps: [
        {
          phase: 'talk and removals',
          async run({ crowd, circles }) {
            await pause(1_500)
            for (let i = 0; i < 3; i++) crowd.remove(circles[0]!)
            await pause(3_000)
          },
        },
      ],
    }),
  },
  {
    name: 'repeats',
    breaks: { promise: 'P3', says: 'once, however often it is sent' },
    without: 'the memory of commands',
    prepare: async () => ({
      nodes: 2,
      population: oneCircle(9, [8]),
      pace: { ...talk, twins: 1 },
      broken: {
        statements: `alter table commands drop constraint commands_circle_id_person_id_command_id_pk;
          ${brokenText([
            { file: append, from: 'if v_found.is_known then', to: 'if false then' },
            { file: append, from: 'when known.command_id is not null then', to: 'when false then' },
          ])}`,
      },
      steps: [{ phase: 'everything is said twice', run: async () => pause(3_000) }],
    }),
  },
  {
    name: 'patience',
    breaks: { promise: 'P16', says: 'who does not read is cut, and costs nobody anything' },
    without: 'the end of patience with slow readers',
    isPatient: false,
    prepare: async ({ folder }) => ({
      ...readersScenario({ stalled: 6, megabytesEach: 7 }),
      broken: {
        code: changedCopy(folder, [
          { file: 'server/live/slow-readers.ts', from: 'const patienceMs = 1_500', to: 'const patienceMs = Infinity' },
        ]),
      },
    }),
  },
]
