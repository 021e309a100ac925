import { BaseSequencer, type TestSpecification } from 'vitest/node'

// Files that take longer than the others of their project, longest first; how long the rest take makes no difference.
const long = [
  'journeys/accessible',
  'journeys/evening',
  'journeys/many-rounds',
  'journeys/bad-networks',
  'journeys/desk',
  'http/allowed',
  'check/run-it',
  'unit/grouping-plan',
  'storage/embedded-survival',
  'storage/embedded-death',
  'http/bad-input',
  'http/matrix',
  'socket/wire',
  'unit/grouping-greedy',
  'http/repeated',
  'journeys/first-evening',
  'journeys/breakout',
  'journeys/hostless',
]

const projects = ['unit', 'embedded', 'services', 'journeys', 'journeys-services']

/**
 * One project after the other, because a worker begins anew for each; and in each begins with what takes longest, so that
 * no worker is left alone with it at the end.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ project, moduleId }: TestSpecification) => {
      const found = long.findIndex((name) => moduleId.endsWith(`tests/${name}.test.ts`))
      return projects.indexOf(project.name) * (long.length + 1) + (found < 0 ? long.length : found)
    }
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b))
  }
}
