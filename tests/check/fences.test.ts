import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fences } from './fences.ts'

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'kith-fences-'))
afterAll(() => rmSync(folder, { recursive: true }))

// One file per trespass, and what the linter must say about it; null is what must pass.
const trespasses: [file: string, text: string, says: string | null][] = [
  ['shared/rooms.ts', `import '../server/domain/rooms.ts'`, 'shared may not import server/domain/rooms.ts'],
  ['shared/ids.ts', `import 'zod'`, 'shared may not import zod.'],
  ['server/domain/rooms.ts', `import '../storage/room-store.ts'`, 'comes in through a port'],
  ['server/domain/clock.ts', `import 'node:fs'`, 'server/domain may not import node:fs'],
  ['server/domain/grouping/even.ts', `import '../../live/bus.ts'`, 'server/domain may not import server/live/bus.ts'],
  ['server/storage/log-store.ts', `import '../live/bus.ts'`, 'server/storage may not import server/live/bus.ts'],
  ['server/live/bus.ts', `import '../storage/log-store.ts'`, 'server/live may not import server/storage'],
  ['server/workers/draft.ts', `import '../storage/log-store.ts'`, 'server/workers may not import'],
  ['server/auth/codes.ts', `import 'jose'`, 'tokens are checked in auth/tokens.ts alone'],
  ['server/auth/passkeys.ts', `import '../http/server.ts'`, 'Auth says who somebody is'],
  ['server/auth/tokens.ts', `import '../http/server.ts'`, 'server/auth/tokens.ts may not import server/http/server.ts'],
  [
    'server/http/room-routes.ts',
    `await import('../storage/log-store.ts')`,
    'An edge asks the domain and never a store',
  ],
  [
    'server/socket/room-handlers.ts',
    `export * from '../storage/log-store.ts'`,
    'An edge asks the domain and never a store',
  ],
  ['server/cli/invite.ts', `import '../../client/main.tsx'`, 'server/cli may not import client/main.tsx'],
  ['server/cli/start.ts', `import '../storage/database.ts'`, 'only calls server/main.ts'],
  ['server/cli/demo.ts', `import '../storage/database.ts'`, 'only calls server/dev/demo.ts'],
  ['server/dev/demo.ts', `import '../domain/rooms.ts'`, 'uses Kith from outside'],
  ['server/dev/member/wire.ts', `import '../../app.ts'`, 'The cast lives in Kith like anybody'],
  ['server/app.ts', `import '../client/main.tsx'`, 'The server knows no client'],
  ['server/main.ts', `import './storage/database.ts'`, 'belongs in app.ts'],
  ['server/config.ts', `import './app.ts'`, 'The configuration is values'],
  ['server/secret.ts', `import './app.ts'`, 'a leaf that config.ts imports'],
  ['server/startup-error.ts', `import './app.ts'`, 'a leaf that everybody imports'],
  ['client/api/socket.ts', `import '../state/room.ts'`, 'client/api may not import client/state/room.ts'],
  ['client/api/passkeys.ts', `import '../state/room.ts'`, 'The way to the server knows no screen'],
  ['client/sign-in.ts', `import './api/http.ts'`, 'The one script of the sign-in page stands alone'],
  ['client/state/room.ts', `import '../room/room.tsx'`, 'State knows no view'],
  ['client/ui/button.tsx', `import '../state/room.ts'`, 'Parts are handed what they show'],
  ['client/room/room.tsx', `import '../pages/room-page.tsx'`, 'client/room may not import client/pages'],
  ['client/breakouts/composer.tsx', `import '../room/room.tsx'`, 'client/breakouts may not import client/room'],
  ['client/recaps/recap.tsx', `import '../room/room.tsx'`, 'client/recaps may not import client/room'],
  ['client/pages/table-page.tsx', `import '../app.tsx'`, 'A page puts views together'],
  ['client/app.tsx', `import '../server/domain/rooms.ts'`, 'by its contract in shared/ only'],
  ['shared/index.ts', `export const one = 1`, 'No barrels'],
  ['shared/one.ts', `import { two } from './two.ts'\nexport const one = two`, 'Dependency cycle'],
  ['shared/two.ts', `import { one } from './one.ts'\nexport const two = one`, 'Dependency cycle'],
  ['server/domain/seats.ts', `export const now = () => Date.now()`, `Unexpected use of 'Date'`],
  ['server/domain/luck.ts', `export const luck = Math.random()`, 'Math.random'],
  ['server/domain/wait.ts', `setTimeout(() => {}, 1)`, `Unexpected use of 'setTimeout'`],
  ['server/storage/begin.ts', `declare const sql: { begin(): void }\nsql.begin()`, 'sql.begin'],
  ['server/socket/raw.ts', `declare const socket: { on(name: string): void }\nsocket.on('message')`, 'socket.on'],
  ['server/http/host.ts', `export const host = (request: { host: string }) => request.host`, 'request.host'],
  ['server/http/markup.ts', `export const set = (x: { innerHTML: string }) => (x.innerHTML = '')`, 'innerHTML'],
  ['client/room/markup.tsx', `export const set = (x: { innerHTML: string }) => (x.innerHTML = '')`, 'innerHTML'],
  ['server/live/environment.ts', `export const port = process.env['PORT']`, 'process.env'],
  ['server/live/anything.ts', `export const all = (x: any) => x`, 'any'],
  ['server/live/default.ts', `export default 1`, 'default'],
  ['server/live/later.ts', `// TODO: later\nexport const one = 1`, 'todo'],
  ['tests/unit/left-out.test.ts', `import { test } from 'vitest'\ntest.skip('later', () => {})`, 'Disabled test'],
  ['server/domain/fine.ts', `import '../../shared/fine.ts'`, null],
  ['server/http/fine.ts', `import '../domain/fine.ts'\nimport 'fastify'`, null],
  ['client/pages/fine.tsx', `import '../room/fine.tsx'\nimport 'preact/hooks'`, null],
]

const found = new Map<string, string>()

beforeAll(() => {
  for (const [file, text] of trespasses) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), `${text}\n`)
  }
  const config = readFileSync(join(root, '.oxlintrc.json'), 'utf8')
  writeFileSync(join(folder, '.oxlintrc.json'), config.replace('./tests/check/', `${root}/tests/check/`))
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint')
  const { stdout } = spawnSync(process.execPath, [oxlint, '-f', 'json', '.'], { cwd: folder, encoding: 'utf8' })
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { filename: string; code: string; message: string }[] }
  for (const { filename, code, message } of diagnostics) {
    found.set(filename, `${found.get(filename) ?? ''}${code}: ${message}\n`)
  }
})

test.each(trespasses)('%s', (file, _, says) => {
  if (says === null) expect(found.get(file)).toBeUndefined()
  else expect(found.get(file)).toContain(says)
})

test('every fence has a trespasser', () => {
  const tried = trespasses.map(([file]) => file)
  expect(fences.filter(({ where }) => !tried.some((file) => file.startsWith(where))).map(({ where }) => where)).toEqual(
    [],
  )
})
