import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { StartupError } from '../../server/startup-error.ts'
import { deskPath, findLockHolder, lockDataDirectory, refuseServed } from '../../server/storage/data-lock.ts'

let folder = ''
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'kith-lock-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const lockFile = () => join(folder, 'lock')
const readLock = () => JSON.parse(readFileSync(lockFile(), 'utf8')) as Record<string, unknown>
const writeLock = (holder: object) => writeFileSync(lockFile(), JSON.stringify(holder))

test('a directory that is taken is refused with a sentence that names the process', () => {
  const lock = lockDataDirectory(folder)
  expect(() => lockDataDirectory(folder)).toThrow(StartupError)
  expect(() => lockDataDirectory(folder)).toThrow(
    `Kith already runs on ${folder} as process ${process.pid}: stop it first`,
  )
  expect(findLockHolder(folder)).toBe(process.pid)
  lock.release()
  expect(findLockHolder(folder)).toBeNull()
  lockDataDirectory(folder).release()
  expect(readdirSync(folder)).toEqual([])
})

test('only the owner reads the lock', () => {
  lockDataDirectory(folder)
  expect(statSync(lockFile()).mode & 0o777).toBe(0o600)
})

test('the lock of a process that has ended is taken over', async () => {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  writeLock({ pid: child.pid, startedAt: 'then', token: 'theirs' })
  lockDataDirectory(folder)
  expect(readLock()).toMatchObject({ pid: process.pid })
  expect(readdirSync(folder)).toEqual(['lock'])
})

test('a lock that looks left behind is not taken from a Kith that answers, as from another container', async () => {
  writeLock({ pid: process.pid, startedAt: 'another boot 1', token: 'theirs' })
  await refuseServed(folder)
  const desk = createServer().listen(deskPath(folder))
  await once(desk, 'listening')
  await expect(refuseServed(folder)).rejects.toThrow(StartupError)
  await expect(refuseServed(folder)).rejects.toThrow('in another container')
  desk.close()
  await once(desk, 'close')
  await refuseServed(folder)
})

test('the lock of an earlier process with the same number is taken over', () => {
  writeLock({ pid: process.pid, startedAt: 'another boot 1', token: 'theirs' })
  lockDataDirectory(folder)
  expect(readLock()['token']).not.toBe('theirs')
})

test('without a start time a running process keeps its lock, and the sentence says what to do about it', () => {
  writeLock({ pid: process.pid, startedAt: null, token: 'theirs' })
  expect(() => lockDataDirectory(folder)).toThrow(`if no Kith runs there, remove ${lockFile()}`)
})

test('a lock that was cut short is taken over', () => {
  writeFileSync(lockFile(), '{"pid": 1')
  lockDataDirectory(folder)
  expect(readLock()).toMatchObject({ pid: process.pid })
})

test('who has been robbed of the lock does not remove the new one', () => {
  const lock = lockDataDirectory(folder)
  writeLock({ pid: process.pid, startedAt: null, token: 'theirs' })
  lock.release()
  expect(readLock()['token']).toBe('theirs')
})

test('of ten processes that find a stale lock at once, one gets the directory', async () => {
  writeLock({ pid: 2 ** 22 - 1, startedAt: 'then', token: 'theirs' })
  const module = new URL('../../server/storage/data-lock.ts', import.meta.url).href
  const script = `import { lockDataDirectory } from '${module}'
    try { lockDataDirectory('${folder}'); console.log('got'); process.stdin.resume() } catch { console.log('refused') }`
  const children = Array.from({ length: 10 }, () => spawn(process.execPath, ['--input-type=module', '-e', script]))
  const said = await Promise.all(children.map(async (child) => String((await once(child.stdout, 'data'))[0]).trim()))
  for (const child of children) child.kill()
  expect(said.filter((word) => word === 'got')).toHaveLength(1)
})
