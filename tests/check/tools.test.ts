import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { firstVisitKb, heavyFirstVisit } from './first-visit.ts'
import { forgottenMigration } from './forgotten-migration.ts'
import { excuses, tooLong } from './project-files.ts'

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'kith-tools-'))
afterAll(() => rmSync(folder, { recursive: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

function tool(path: string, ...args: string[]): { status: number | null; said: string } {
  const command = [join(root, 'node_modules', path), ...args]
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8' })
  return { status, said: stdout + stderr }
}

test('a wrong type is found', () => {
  const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')) as {
    compilerOptions: object
  }
  write('types/tsconfig.json', JSON.stringify({ compilerOptions: { ...compilerOptions, types: [] }, include: ['.'] }))
  write('types/wrong.ts', 'export const names: string[] = []\nexport const length: number = names[0]\n')
  expect(tool('typescript/bin/tsc', '-p', 'types').said).toContain('TS2322')
  write('types/wrong.ts', 'export enum Colour { Red }\n')
  expect(tool('typescript/bin/tsc', '-p', 'types').said).toContain('TS1294')
})

test('another format is found', () => {
  cpSync(join(root, '.prettierrc.json'), join(folder, '.prettierrc.json'))
  write('format/wrong.ts', 'const a = "b";')
  expect(tool('prettier/bin/prettier.cjs', '--check', 'format')).toMatchObject({ status: 1 })
  write('format/wrong.ts', `const a = 'b'\n`)
  expect(tool('prettier/bin/prettier.cjs', '--check', 'format')).toMatchObject({ status: 0 })
})

test('a dead file, a dead export and a dead dependency are found', () => {
  const { ignoreExportsUsedInFile } = JSON.parse(readFileSync(join(root, 'knip.json'), 'utf8')) as Record<
    string,
    unknown
  >
  write('dead/knip.json', JSON.stringify({ entry: ['main.ts'], project: ['*.ts'], ignoreExportsUsedInFile }))
  write('dead/package.json', JSON.stringify({ name: 'dead', type: 'module', dependencies: { postgres: '3.4.9' } }))
  write('dead/main.ts', `import { used } from './used.ts'\nconsole.log(used)\n`)
  write('dead/used.ts', `export const used = 1\nexport const buried = 2\n`)
  write('dead/forgotten.ts', `export const forgotten = 1\n`)
  symlinkSync(join(root, 'node_modules'), join(folder, 'dead/node_modules'))
  const { said } = tool('knip/bin/knip.js', '--directory', join(folder, 'dead'))
  expect(said).toContain('buried')
  expect(said).toContain('forgotten.ts')
  expect(said).toContain('postgres')
})

test('a file that is too long and one that silences a tool are found', () => {
  const files = [
    { path: 'long.ts', text: 'x\n'.repeat(251) },
    { path: 'fine.ts', text: 'x\n'.repeat(250) },
    { path: 'silenced.ts', text: `// @ts-${'ignore'}` },
    { path: 'silent.ts', text: `// oxlint-${'disable'}-next-line` },
  ]
  expect(tooLong(files)).toEqual(['long.ts has 251 lines: make it two files of at most 250.'])
  expect(excuses(files).map((sentence) => sentence.split(' ')[0])).toEqual(['silenced.ts', 'silent.ts'])
})

test('a table without its migration is found', () => {
  const schema = join('node_modules/.cache/kith', `schema-${process.pid}`)
  cpSync(join(root, 'server/storage/schema'), join(root, schema), { recursive: true })
  const table = `import { pgTable, text } from 'drizzle-orm/pg-core'\nexport const drawers = pgTable('drawers', { of: text() })\n`
  writeFileSync(join(root, schema, 'drawers.ts'), table)
  try {
    expect(forgottenMigration(root, schema)).toEqual([expect.stringContaining('The tables have changed')])
  } finally {
    rmSync(join(root, schema), { recursive: true })
  }
})

test('a first visit is weighed with everything that it fetches, and no more', () => {
  const noise = (kb: number) =>
    Array.from({ length: kb * 500 }, (_, no) => ((no * 2_654_435_761) % 65_521).toString(36)).join()
  const built = join(folder, 'built')
  const manifest = {
    'index.html': { file: 'main.js', isEntry: true, imports: ['_shared.js'], css: ['main.css'] },
    '_shared.js': { file: 'shared.js' },
    'pages/room-page.tsx': { file: 'room.js', imports: ['_shared.js'] },
    'pages/recap-page.tsx': { file: 'recap.js' },
  }
  write('built/.vite/manifest.json', JSON.stringify(manifest))
  for (const name of ['main.js', 'main.css', 'shared.js', 'room.js']) write(`built/${name}`, 'a')
  write('built/recap.js', noise(400))
  expect(firstVisitKb(built)).toBeLessThan(1)
  expect(heavyFirstVisit(built)).toEqual([])
  write('built/shared.js', noise(400))
  expect(heavyFirstVisit(built)).toEqual([expect.stringContaining('A first visit to a room is')])
  expect(heavyFirstVisit(join(folder, 'never-built'))).toEqual([])
})
