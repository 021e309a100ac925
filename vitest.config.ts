import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { available, type Mode } from './tests/support/available.ts'
import { LongestFirst } from './tests/support/longest-first.ts'

// A test under these folders runs once on each database. One about a part that only one mode has is named after it:
// redis-*, server-* (PostgreSQL as a server) or embedded-*.
const BOTH = ['tests/{storage,live,http,socket}/**/*.test.ts']
const SERVICES_ONLY = ['**/{redis,server}-*.test.ts']
const EMBEDDED_ONLY = ['**/embedded-*.test.ts']
const WITHOUT_FOREIGN = available.foreign ? [] : ['**/foreign-client.test.ts']
// About what is asked and who may ask it, whatever keeps the answer: these play once.
const REQUESTS = ['**/http/{allowed,any-shape,bad-input,documents,injection,matrix,route-matrix}.test.ts']
const JOURNEYS = ['tests/journeys/**/*.test.ts']
// About screens alone, whatever keeps the words behind them; and about what several nodes do between them: these play once.
const SCREENS = [
  '**/journeys/{accessible,breakout,composing,desk,first-evening,focus,foreign-page,guests,hostile-words,one-house,passkeys,read-aloud}.test.ts',
]
const NODES = ['**/journeys/{bad-networks,hostless,many-rounds}.test.ts']

// Only ends what hangs: on a busy machine everything may take long, and no test is about how long.
const TEST_MS = 60_000
const JOURNEY_MS = 240_000
const POLL_MS = 20_000

export default defineConfig({
  test: {
    // Twice the two cores that a small machine has: many tests wait for a clock that cannot be moved, like a heartbeat.
    maxWorkers: 4,
    pool: 'threads',
    sequence: { sequencer: LongestFirst },
    reporters: ['default', './tests/support/skips-reporter.ts'],
    projects: [
      { test: { name: 'unit', include: ['tests/{unit,check}/**/*.test.ts'], testTimeout: TEST_MS } },
      on('embedded', 'embedded', BOTH, [...SERVICES_ONLY, ...WITHOUT_FOREIGN, ...(available.services ? REQUESTS : [])]),
      ...(available.services ? [on('services', 'services', BOTH, [...EMBEDDED_ONLY, ...WITHOUT_FOREIGN])] : []),
      ...(available.chromium ? [on('journeys', 'embedded', JOURNEYS, available.services ? NODES : [])] : []),
      ...(available.chromium && available.services ? [on('journeys-services', 'services', JOURNEYS, SCREENS)] : []),
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
      testTimeout: isJourney ? JOURNEY_MS : TEST_MS,
      hookTimeout: isJourney ? JOURNEY_MS : TEST_MS,
      expect: { poll: { timeout: POLL_MS } },
      // Each journey has a browser and nodes of its own: a third would starve the others.
      ...(isJourney && { maxWorkers: 2, sequence: { groupOrder: 1 } }),
      // Node reads TypeScript itself. What a file imports is what the next one needs again, and nothing of it remembers.
      experimental: { viteModuleRunner: false },
      isolate: false,
    },
  }
}
