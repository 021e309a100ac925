import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'kith-skips-'))
afterAll(() => rmSync(folder, { recursive: true }))

symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
const reporters = ['default', join(root, 'tests/support/skips-reporter.ts')]
writeFileSync(join(folder, 'vitest.config.mjs'), `export default { test: { reporters: ${JSON.stringify(reporters)} } }`)
writeFileSync(join(folder, 'one.test.mjs'), `import { test } from 'vitest'\ntest('one', () => {})\n`)

function run(environment: Record<string, string>, ...args: string[]): { status: number | null; lastLine: string } {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const { status, stdout } = spawnSync(process.execPath, [vitest, 'run', '--root', folder, ...args], {
    env: { HOME: folder, PATH: '/nowhere', PYTHON_PATH: process.execPath, NO_COLOR: '1', ...environment },
    encoding: 'utf8',
  })
  return { status, lastLine: stdout.trim().split('\n').at(-1) ?? '' }
}

const servicesAway = 'services (set TEST_DATABASE_URL and TEST_REDIS_URL)'
const services = { TEST_DATABASE_URL: 'postgres://x', TEST_REDIS_URL: 'redis://x' }
const chromium = { CHROMIUM_PATH: process.execPath }

test('what this machine lacks is said in the last line, and nothing is when it lacks nothing', () => {
  expect(run({})).toEqual({
    status: 0,
    lastLine: `Skipped: ${servicesAway}, journeys (no Chromium: set CHROMIUM_PATH)`,
  })
  expect(run(chromium)).toEqual({ status: 0, lastLine: `Skipped: ${servicesAway}` })
  expect(run({ ...services, ...chromium, PYTHON_PATH: '' }).lastLine).toMatch(/^Skipped: the foreign client /)
  expect(run({ ...services, ...chromium }).lastLine).not.toContain('kipped')
})

test('in strict runs whatever is skipped fails', () => {
  const strict = { KITH_TEST_STRICT: '1' }
  expect(run({ ...strict, ...chromium })).toEqual({ status: 1, lastLine: `Failed, because skipped: ${servicesAway}` })
  expect(run({ ...strict, ...services, ...chromium }).status).toBe(0)
  writeFileSync(join(folder, 'two.test.mjs'), `import { test } from 'vitest'\ntest.skip('two', () => {})\n`)
  expect(run({ ...strict, ...services, ...chromium })).toEqual({ status: 1, lastLine: 'Failed, because skipped: two' })
})

test('who asks for one file is not told what the others need', () => {
  expect(run({}, 'one.test').lastLine).not.toContain('kipped')
})
