import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { createLog } from '../../server/http/log.ts'
import { createHttpServer } from '../../server/http/server.ts'
import { addStaticFiles, listAssets } from '../../server/http/static-files.ts'
import { createRedisAssets } from '../../server/live/redis-assets.ts'
import { connectForCommands } from '../../server/live/redis-connection.ts'
import { redisOnAndOff, redisUrl, untilReady } from '../live/redis.ts'

const redis = await redisOnAndOff()
const folder = mkdtempSync(join(tmpdir(), 'kith-builds-'))
const prefix = `kith-test:${randomUUID()}`
const ends: (() => void)[] = [() => rmSync(folder, { recursive: true })]
afterAll(async () => {
  for (const end of ends) end()
  await redis.end()
})

/** A node that serves a build of the client, made of these files. */
async function serve(build: string, files: Record<string, string>, secret = 'a secret of the installation') {
  const clientDir = join(folder, build)
  mkdirSync(join(clientDir, 'assets'), { recursive: true })
  writeFileSync(join(clientDir, 'index.html'), `<title>${build}</title>`)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(clientDir, 'assets', name), text)
  const commands = connectForCommands(redis.url, () => {})
  await untilReady(commands)
  ends.push(() => commands.disconnect())
  const assets = createRedisAssets({ commands, prefix, secret })
  const styles = { href: null }
  const log = createLog({ level: 'silent', nodeId: build })
  const app = await createHttpServer({ log, trustProxy: [], isSecure: false, isAllowedOrigin: () => false, styles })
  await addStaticFiles(app, clientDir, styles, assets)
  await assets.lend(listAssets(clientDir))
  const get = async (name: string) => {
    const { statusCode, headers, body } = await app.inject(`/assets/${name}`)
    return { status: statusCode, type: headers['content-type'], cache: headers['cache-control'], body }
  }
  return { get, renew: assets.renew }
}

const older = await serve('older', {
  'room-a1.js': 'export const room = "older"',
  'room-a1.css': 'body { color: red }',
})
const newer = await serve('newer', {
  'room-b2.js': 'export const room = "newer ü"',
  'face-b2.woff2': '\u0000\u0001wOF2',
})

test('while two builds are served, each node has what the pages of the other are made of', async () => {
  const own = await newer.get('room-b2.js')
  expect(own).toMatchObject({ status: 200, body: 'export const room = "newer ü"' })
  expect(await older.get('room-b2.js')).toEqual({ ...own, type: 'text/javascript; charset=utf-8' })
  expect(await older.get('face-b2.woff2')).toMatchObject({ status: 200, type: 'font/woff2', body: '\u0000\u0001wOF2' })
  expect(await newer.get('room-a1.css')).toMatchObject({ status: 200, type: 'text/css; charset=utf-8' })
})

test('what nobody has lent is not there, nor anything but scripts, styles and typefaces', async () => {
  for (const name of ['room-c3.js', '..%2findex.html', 'index.html', 'room-b2.js.map', '%00.js']) {
    expect((await older.get(name)).status, name).toBe(404)
  }
})

test('what somebody else has put into the store is not believed', async () => {
  const stranger = await serve('stranger', { 'evil-d4.js': 'alert(1)' }, 'a secret of somebody else')
  expect((await stranger.get('evil-d4.js')).status).toBe(200)
  expect((await older.get('evil-d4.js')).status).toBe(404)
})

test('what is lent stays lent, and is what the node began with, whatever has been built over it since', async () => {
  const store = connectForCommands(redisUrl, () => {})
  ends.push(() => store.disconnect())
  await untilReady(store)
  const lose = (name: string) => store.del(`${prefix}:asset:${name}`)
  rmSync(join(folder, 'older/assets'), { recursive: true })

  await lose('room-a1.css')
  expect((await newer.get('room-a1.css')).status).toBe(404)
  await older.renew()
  expect(await newer.get('room-a1.css')).toMatchObject({ status: 200, body: 'body { color: red }' })

  // A store that was away comes back empty.
  await redis.fall()
  for (const name of ['room-a1.css', 'room-b2.js']) await lose(name)
  expect((await older.get('room-b2.js')).status).toBe(404)
  await redis.rise()
  await vi.waitFor(async () => expect((await older.get('room-b2.js')).status).toBe(200), 5_000)
  await vi.waitFor(async () => expect((await newer.get('room-a1.css')).status).toBe(200), 5_000)
})
