import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { available, type Mode } from './tests/support/available.ts'

// A test under these folders runs once on each database; one that needs Redis itself is named redis-*.
const BOTH = ['tests/{storage,live,http,socket}/**/*.test.ts']
const NEEDS_REDIS = ['**/redis-*.test.ts']
const JOURNEYS = ['tests/journeys/**/*.test.ts']

export default defineConfig({
  test: {
    maxWorkers: 2,
    reporters: ['default', './tests/support/skips-reporter.ts'],
    projects: [
      { test: { name: 'unit', include: ['tests/{unit,domain,check}/**/*.test.ts'] } },
      on('embedded', 'embedded', BOTH, NEEDS_REDIS),
      ...(available.services ? [on('services', 'services', BOTH)] : []),
      ...(available.chromium ? [on('journeys', 'embedded', JOURNEYS)] : []),
      ...(available.chromium && available.services ? [on('journeys-services', 'services', JOURNEYS)] : []),
    ],
  },
})

function on(name: string, mode: Mode, include: string[], exclude: string[] = []): TestProjectInlineConfiguration {
  const isJourney = include === JOURNEYS
  return {
    test: {
      name,
      include,
      exclude,
      globalSetup: `./tests/support/${mode}-setup.ts`,
      testTimeout: isJourney ? 120_000 : 15_000,
      hookTimeout: isJourney ? 60_000 : 30_000,
      fileParallelism: !isJourney,
    },
  }
}
