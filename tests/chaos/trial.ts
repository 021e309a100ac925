import type { Verdict } from './checks/verdict.ts'
import type { ChaosOptions } from './options.ts'
import type { Ground } from './scenario.ts'

/** What the options of a run and the machine at hand make of a trial. */
export type Size = Pick<ChaosOptions, 'size' | 'seed' | 'minutes'> & { isSlow: boolean }

/** Something that happens to Kith, and the promises that it has to keep meanwhile. */
export type Trial = {
  name: string
  /** What the table says about it. */
  under: string
  /** As the checker numbers them: those that this trial gives evidence for. */
  promises: Verdict['promise'][]
  /** Judges nothing that a busy machine makes late. */
  isPatient?: true
  /** Runs it; resolves with the folder of the history and the database that the checker reads. */
  run(size: Size, ground: Ground): Promise<{ folder: string; databaseUrl: string }>
}
