import { parseArgs } from 'node:util'

export const sizes = ['ci', 'soak'] as const

export type ChaosOptions = {
  size: (typeof sizes)[number]
  seed: number
  /** How long everything fails at once, in a soak. */
  minutes: number
  /** Names of what is run; empty for all. */
  only: string[]
  /** Keeps histories and logs, and says where. */
  isKept: boolean
}

export const usage = `npm run chaos -- [--size ci|soak] [--seed n] [--minutes n] [--only names] [--keep]

Starts a PostgreSQL, a Redis and three nodes of its own, lets a crowd live on them while everything fails, and has a
separate checker say which promises held. Then it breaks Kith on purpose, in a copy, and the checker must notice.

  --size      ci: 60 people at 12 tables, once through every fault (default); soak: 600 at 100, as long as asked
  --seed      the seed of a run that is to be repeated; each run prints its own
  --minutes   how long a soak goes on (10)
  --only      some of: faults, operations, crush, readers, storm, embedded; commits, slots, epochs, repeats, patience
  --keep      keeps the histories and logs, and prints where
`

/** Reads the command line; a string is what to print instead of running. */
export function readOptions(args: string[]): ChaosOptions | string {
  const { values } = parseArgs({
    args,
    options: {
      size: { type: 'string', default: 'ci' },
      seed: { type: 'string' },
      minutes: { type: 'string', default: '10' },
      only: { type: 'string', default: '' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const size = sizes.find((name) => name === values.size)
  if (values.help || !size) return usage
  return {
    size,
    seed: Number(values.seed ?? Math.floor(Math.random() * 2 ** 31)),
    minutes: Number(values.minutes),
    only: values.only.split(',').filter(Boolean),
    isKept: values.keep,
  }
}
