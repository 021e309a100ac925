import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { parseEnv } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { openDatabase } from '../../server/storage/database.ts'
import { available } from '../support/available.ts'
import { openWorld } from '../support/world.ts'

const root = join(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'docs/run-it-for-real.md'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'kith-run-it-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What stands in a block of the page, by its language and its first line. */
function block(language: string, first = ''): string {
  const blocks = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)]
  const found = blocks.find(([, kind, text]) => kind === language && text!.startsWith(first))
  if (!found) throw new Error(`the page has no ${language} that begins with ${first}`)
  return found[2]!
}

test('the settings of both ways to run are taken by the reader of settings', () => {
  const embedded = readConfig({ ...parseEnv(block('env', '# embedded')), KITH_SECRET: 'x'.repeat(32) })
  expect(embedded).toMatchObject({ mode: 'embedded', dataDir: '/var/lib/kith', publicOrigin: 'https://kith.example' })
  expect(embedded).toMatchObject({ mailFrom: 'Kith <kith@kith.example>', metricsPort: 9100 })
  const services = readConfig(parseEnv(block('env', '# services')))
  expect(services).toMatchObject({ mode: 'services', redisUrl: 'redis://10.0.0.6:6379', trustProxy: ['10.0.0.0/24'] })
})

test('the unit starts what the page says, and waits longer than a node takes to let its people go', () => {
  const unit = parseEnv(block('ini').replace('[Service]\n', ''))
  expect(unit).toMatchObject({ EnvironmentFile: '/etc/kith.env', ExecStart: '/usr/bin/npm start' })
  expect(Number(unit['TimeoutStopSec'])).toBeGreaterThan(20)
})

const commands = [...page.matchAll(/^sudo kith (.+)$/gm)].map(([, command]) => command!)

test('a backup is made and brought back by the commands of the page, with the settings of its file', async () => {
  const [from, to] = [join(folder, 'from'), join(folder, 'to')]
  const database = await openDatabase({ url: null, dataDir: from, nodeId: 'test' })
  await (await openWorld(database)).circle(['ben'])
  await database.close()
  expect(commands.map((command) => command.split(' ')[0])).toEqual(['backup', 'ledger', 'restore'])
  const [backup, ledger, restore] = commands as [string, string, string]
  kith(backup, from)
  kith(ledger, from)
  // That of tonight has another date than the one on the page.
  const [tonight] = globSync('kith-*.gz', { cwd: folder })
  const restored = kith(restore.replace(basename(restore.split(' ')[1]!), tonight!), to)
  expect(restored).toMatch(/taken back again[^]*kith sign-in-link <your name>/i)
  const alone = kith(`restore /var/backups/kith/${tonight}`, join(folder, 'elsewhere'))
  expect(alone).toContain('nothing tells what it was')
  // Each command is a process with a database of its own, and gives way to whatever else runs.
}, 600_000)

/** Runs a command of the page as the page says, but here and as whoever runs the test. */
function kith(command: string, dataDir: string): string {
  const settings = join(folder, 'kith.env')
  writeFileSync(settings, block('env', '# embedded').replace('/var/lib/kith', dataDir))
  const script = block('sh', '#!/bin/sh')
    .replace('runuser -u kith -- ', '')
    .replace('/etc/kith.env', settings)
    .replace('/opt/kith', root)
  writeFileSync(join(folder, 'kith'), script, { mode: 0o755 })
  const env = { PATH: [folder, dirname(process.execPath), process.env['PATH']].join(':') }
  const line = `kith ${command.replaceAll('/var/backups/kith', folder)}`
  const { status, stdout, stderr } = spawnSync('sh', ['-c', line], { cwd: folder, env, encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return stdout
}

test('what runs every night is what the page does by hand', () => {
  const jobs = block('cron').matchAll(/^[\d */]+ root {2}kith (.+) >\/dev\/null$/gm)
  expect([...jobs].map(([, command]) => command!.replaceAll('\\%', '%'))).toEqual(commands.slice(0, 2))
})

test.runIf(available.haproxy)('the file of HAProxy is taken by HAProxy, also with the certificate of the page', () => {
  const file = readFileSync(join(root, 'deploy/haproxy.cfg'), 'utf8')
  expect(look(file)).toEqual({ status: 0 })
  const pem = join(folder, 'kith.pem')
  const words = `req -x509 -newkey rsa:2048 -nodes -subj /CN=kith.example -keyout ${pem}.key -out ${pem}.crt`
  const made = spawnSync('openssl', words.split(' '))
  expect(made.status).toBe(0)
  writeFileSync(pem, readFileSync(`${pem}.crt`, 'utf8') + readFileSync(`${pem}.key`, 'utf8'))
  const [, bind] = /replace `bind :8080` by\s+`(bind [^`]+)`/.exec(page)!
  const secure = file.replace('bind :8080', bind!.replace('/etc/haproxy/kith.pem', pem))
  expect(secure).not.toBe(file)
  expect(look(secure)).toEqual({ status: 0 })
  expect(look(file.replace('balance leastconn', 'balance at-will')).status).not.toBe(0)
})

function look(config: string): { status: number | null } {
  const path = join(folder, 'haproxy.cfg')
  writeFileSync(path, config)
  const { status } = spawnSync('haproxy', ['-c', '-f', path])
  return { status }
}

test('what the page says about a proxy is in the file: readiness, and an address that nobody can forge', () => {
  const file = readFileSync(join(root, 'deploy/haproxy.cfg'), 'utf8')
  expect(file).toContain('option httpchk GET /readyz')
  expect(file).toContain('http-request del-header x-forwarded-for')
  expect(block('caddy')).toContain('health_uri /readyz')
})
