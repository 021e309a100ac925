import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { constants, getPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { describe, expect, test, vi } from 'vitest'
import { runKith } from '../../server/cli/kith.ts'

const cli = join(import.meta.dirname, '../../server/cli')
const launcher = join(cli, 'launch.mjs')

async function kith(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const io = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() }
  const code = await runKith(args, io)
  return { code, out: String(io.stdout.read() ?? ''), err: String(io.stderr.read() ?? '') }
}

const listed = (help: string) => [...help.matchAll(/^ {2}([a-z-]+) /gm)].map(([, verb]) => verb ?? '')

describe('the kith command', () => {
  test('lists every verb, and every verb explains itself without touching anything', async () => {
    const { code, out } = await kith('--help')
    expect(code).toBe(0)
    expect(listed(out)).toEqual(
      expect.arrayContaining(['start', 'invite', 'sign-in-link', 'draft-recap', 'backup', 'restore']),
    )
    for (const verb of listed(out)) {
      const explained = await kith(verb, '--help')
      expect(explained).toMatchObject({ code: 0, err: '' })
      expect(explained.out).toMatch(new RegExp(`^kith ${verb}`))
      expect(readdirSync(cli)).toContain(`${verb}.ts`)
    }
  })

  test('says which verbs there are when it is given another, or none', async () => {
    const wrong = await kith('begin')
    expect(wrong).toMatchObject({ code: 1, out: '' })
    expect(wrong.err).toContain('Kith has no verb begin.')
    expect(listed(wrong.err)).toContain('start')
    expect(await kith()).toMatchObject({ code: 1 })
    expect((await kith('kith')).code).toBe(1)
    expect((await kith('options')).code).toBe(1)
  })

  test('says what is wrong in one sentence, without a stack', async () => {
    const { code, err } = await kith('restore', '/nowhere/at/all.gz', '--sideways')
    expect({ code, err }).toEqual({ code: 1, err: 'restore knows no option --sideways; try kith restore --help.\n' })
  })

  test.each([
    ['backup', 'kith.gz'],
    ['ledger', 'kith.json'],
    ['sign-in-link', 'Ada'],
    ['invite', '--circle', 'The Long Table', '--for', 'Dev', '--reason', 'too short'],
  ])('says so where there is no database, and makes none: %s', async (...args) => {
    const folder = mkdtempSync(join(tmpdir(), 'kith-nothing-'))
    for (const [name, value] of Object.entries({ DATA_DIR: folder, DATABASE_URL: '', REDIS_URL: '', KITH_SECRET: '' }))
      vi.stubEnv(name, value)
    const err = `There is no database in ${folder}: give this command the DATABASE_URL or the DATA_DIR with which Kith runs.\n`
    expect(await kith(...args)).toEqual({ code: 1, out: '', err })
    expect(readdirSync(folder)).toEqual([])
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true })
  })
})

describe('the launcher', () => {
  test('passes arguments, output and exit code on', async () => {
    const child = spawn(process.execPath, [launcher, 'draft-recap', '--sideways'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const said = child.stderr.toArray().then((chunks) => chunks.join(''))
    expect(await once(child, 'exit')).toEqual([1, null])
    expect(await said).toContain('--sideways')
  })

  test('passes a signal on and ends as its child ended', async () => {
    const waiting = spawn(process.execPath, [launcher, 'draft-recap'], { stdio: ['pipe', 'pipe', 'ignore'] })
    waiting.stdout.resume()
    await childOf(waiting.pid)
    waiting.kill('SIGTERM')
    // Closed, not only ended: the child, which writes to the same pipe, is gone as well.
    expect(await once(waiting, 'close')).toEqual([null, 'SIGTERM'])
  })

  test('has what is done beside a server give way to it', async () => {
    const waiting = spawn(process.execPath, [launcher, 'draft-recap'], { stdio: ['pipe', 'ignore', 'ignore'] })
    const child = await childOf(waiting.pid)
    expect(getPriority(child)).toBe(Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL))
    waiting.kill('SIGTERM')
    await once(waiting, 'close')
  })

  test('ends when npm is stopped, which tells only the shell between them', async () => {
    const command = `"${process.execPath}" "${launcher}" draft-recap; true`
    const env = { ...process.env, npm_lifecycle_event: 'start' }
    const shell = spawn('sh', ['-c', command], { stdio: ['pipe', 'pipe', 'ignore'], env })
    shell.stdout.resume()
    const child = await childOf(shell.pid)
    await childOf(child)
    shell.kill('SIGTERM')
    expect(await once(shell, 'close')).toEqual([null, 'SIGTERM'])
  })
})

async function childOf(pid: number | undefined): Promise<number> {
  const children = () => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
  await vi.waitFor(() => expect(children()).not.toBe(''), { timeout: 30_000 })
  return Number(children().trim())
}
