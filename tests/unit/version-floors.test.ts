import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** The oldest version of each package in which every hole that is known of it is closed. Written down, not asked for. */
const floors: Record<string, { from: string; because: string }> = {
  'socket.io-parser': { from: '4.2.7', because: 'CVE-2026-69185, CVE-2026-33151, CVE-2023-32695, CVE-2022-2421' },
  'engine.io': { from: '6.6.9', because: 'CVE-2026-59725, CVE-2023-31125, CVE-2022-41940, CVE-2022-21676' },
  ws: { from: '8.21.0', because: 'CVE-2026-48779, CVE-2026-45736, CVE-2024-37890' },
  fastify: { from: '5.12.2', because: 'CVE-2026-16732, CVE-2026-33806, CVE-2026-3635, CVE-2026-25223, CVE-2025-32442' },
  '@fastify/static': { from: '10.1.1', because: 'CVE-2026-15074' },
  'drizzle-orm': { from: '0.45.2', because: 'CVE-2026-39356' },
  undici: { from: '7.24.0', because: 'CVE-2026-1526' },
  sharp: { from: '0.35.5', because: 'CVE-2026-35591 in the libvips that it brings' },
}

/** Those that Kith stands on today; the others may come back through a dependency, and then the floor holds for them. */
const needed = ['socket.io-parser', 'engine.io', 'ws', 'fastify', '@fastify/static', 'drizzle-orm']

type Lock = { packages: Record<string, { version?: string }> }
const { packages } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8')) as Lock

/** Every copy of a package, also those below another package. */
const copies = (name: string, of = packages) =>
  Object.entries(of)
    .filter(([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`))
    .map(([path, { version = '' }]) => ({ path, version }))

const tooOld = (name: string, from: string, of = packages) =>
  copies(name, of).filter(({ version }) => isBelow(version, from))

function isBelow(version: string, floor: string): boolean {
  const [numbers = '', prerelease] = version.split('+')[0]!.split(/-(.*)/)
  const [have, want] = [numbers, floor].map((text) => text.split('.').map(Number)) as [number[], number[]]
  const at = want.findIndex((number, i) => number !== have[i])
  // Before a release come its candidates, which may lack what the release mends.
  return at === -1 ? prerelease !== undefined : (have[at] ?? 0) < want[at]!
}

test.each(Object.entries(floors))('no copy of %s is older than its last hole', (name, { from }) => {
  expect(tooOld(name, from)).toEqual([])
})

test('what Kith stands on is found in the lock file, so that the floors hold for something', () => {
  expect(needed.filter((name) => copies(name).length === 0)).toEqual([])
})

test('an older copy is seen wherever it hides, and a candidate of the floor is older than it', () => {
  const lock = (path: string, version: string) => ({ [path]: { version } })
  expect(tooOld('ws', '8.21.0', lock('node_modules/ws', '8.20.9'))).toHaveLength(1)
  expect(tooOld('ws', '8.21.0', lock('node_modules/jsdom/node_modules/ws', '7.99.99'))).toHaveLength(1)
  expect(tooOld('ws', '8.21.0', lock('node_modules/ws', '8.21.0-beta.1'))).toHaveLength(1)
  expect(tooOld('ws', '8.21.0', lock('node_modules/ws', '8.21.0'))).toEqual([])
  expect(tooOld('ws', '8.21.0', lock('node_modules/ws', '10.0.0'))).toEqual([])
})
