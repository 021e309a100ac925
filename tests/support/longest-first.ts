import { BaseSequencer, type TestSpecification } from 'vitest/node'

// Files that take longer than all others, longest first; how long the rest take makes no difference.
const long = [
  'journeys/evening',
  'journeys/many-rounds',
  'journeys/accessible',
  'journeys/bad-networks',
  'http/allowed',
  'journeys/desk',
  'check/run-it',
  'unit/grouping-plan',
  'unit/grouping-greedy',
  'journeys/hostless',
  'socket/wire',
  'journeys/breakout',
  'storage/embedded-survival',
  'storage/embedded-death',
  'http/bad-input',
]

/** Begins with what takes longest, so that no worker is left alone with it at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = long.findIndex((name) => moduleId.endsWith(`tests/${name}.test.ts`))
      return found < 0 ? long.length : found
    }
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b))
  }
}
