import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { heavyFirstVisit } from './first-visit.ts'
import { forgottenMigration } from './forgotten-migration.ts'
import { excuses, projectFiles, tooLong } from './project-files.ts'

const root = join(import.meta.dirname, '../..')
const files = projectFiles(root)
const firing = ['tests/check/tools.test.ts', 'tests/check/fences.test.ts']

/** Everything that is looked at besides the tests, in the order in which it is quickest to know. Each says what is wrong. */
const steps: [name: string, look: () => string[]][] = [
  ['types', () => tool('typescript/bin/tsc', '--noEmit')],
  ['lint and fences', () => tool('oxlint/bin/oxlint', '--deny-warnings', '.')],
  ['the tools and fences fire', () => tool('vitest/vitest.mjs', 'run', '--project', 'unit', ...firing)],
  ['format', () => tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')],
  ['dead code', () => tool('knip/bin/knip.js', '--no-config-hints')],
  ['no silenced tool', () => excuses(files)],
  ['no file over 250 lines', () => tooLong(files)],
  ['every table has its migration', () => forgottenMigration(root)],
  ['a first visit under 100 KB', () => heavyFirstVisit(join(root, 'dist/client'))],
]

let isFine = true
for (const [name, look] of steps) {
  const began = performance.now()
  const wrong = look()
  const seconds = ((performance.now() - began) / 1_000).toFixed(1)
  console.log(`${wrong.length === 0 ? 'ok  ' : 'FAIL'}  ${name} (${seconds} s)`)
  for (const line of wrong) console.log(line.replace(/^/gm, '      '))
  isFine &&= wrong.length === 0
}
process.exitCode = isFine ? 0 : 1

function tool(path: string, ...args: string[]): string[] {
  const command = [join(root, 'node_modules', path), ...args]
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' })
  return status === 0 ? [] : [`${stdout}${stderr}`.trim() || `ended with ${status}`]
}
