import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { StartupError } from '../startup-error.ts'

export interface DataLock {
  release(): void
}

interface LockHolder {
  pid: number
  /** When the process started, in the kernel's own terms; null where there is no /proc. */
  startedAt: string | null
  token: string
}

/**
 * Takes the data directory for this process. PGlite itself lets two processes open one directory, and they diverge.
 * Throws `StartupError` with the process id of the holder when somebody else has it.
 */
export function lockDataDirectory(directory: string): DataLock {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const path = join(directory, 'lock')
  const mine: LockHolder = { pid: process.pid, startedAt: startOf(process.pid), token: randomUUID() }
  const draft = `${path}.${mine.token}`
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600, flag: 'wx' })
  try {
    // A link appears with its content and only when nothing is there: nobody ever reads half a lock.
    while (!linked(draft, path)) {
      const holder = readHolder(path)
      if (holder && isRunning(holder)) throw new StartupError(takenSentence(directory, holder))
      setAside(path, holder)
    }
  } finally {
    rmSync(draft, { force: true })
  }
  return { release: () => void (readHolder(path)?.token === mine.token && rmSync(path, { force: true })) }
}

/** Who holds the directory now, or null: for a command that would rather speak to the running process. */
export function findLockHolder(directory: string): number | null {
  const holder = readHolder(join(directory, 'lock'))
  return holder && isRunning(holder) ? holder.pid : null
}

/** Where the Kith that runs on a directory lets the command line speak to it. */
export const deskPath = (directory: string): string => join(directory, 'kith.sock')

/**
 * Whether a Kith answers there whose lock looks as if it had been left behind: in another container, a process has another
 * number than the one by which it knows itself.
 */
export function isServed(directory: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect(deskPath(directory))
  socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
  return promise.finally(() => socket.destroy())
}

/** Throws `StartupError` when a Kith in another container has the directory. */
export async function refuseServed(directory: string): Promise<void> {
  if (findLockHolder(directory) !== null || !(await isServed(directory))) return
  throw new StartupError(
    `Kith already runs on ${directory}, in another container: stop it first, or set DATA_DIR to another directory.`,
  )
}

function linked(draft: string, path: string): boolean {
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** The holder in the file, or null when it is gone or unreadable (cut short by a power loss). */
function readHolder(path: string): LockHolder | null {
  try {
    const found: Partial<LockHolder> = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof found.pid !== 'number' || typeof found.token !== 'string') return null
    return { pid: found.pid, startedAt: found.startedAt ?? null, token: found.token }
  } catch (error) {
    if (error instanceof SyntaxError || codeOf(error) === 'ENOENT') return null
    throw error
  }
}

// Process ids are used again, soonest of all in a container, where Kith is number 1 after every restart.
function isRunning(holder: LockHolder): boolean {
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false
  }
  const startedAt = startOf(holder.pid)
  return holder.startedAt === null || startedAt === holder.startedAt
}

/** Boot and start tick of a running process; null where the system does not tell, or the process has ended. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z') return null
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19]}`
  } catch {
    return null
  }
}

// Two processes may find the same stale lock: who moves away a lock that is not the one it judged puts it back.
function setAside(path: string, judged: LockHolder | null): void {
  const aside = `${path}.${randomUUID()}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  if (readHolder(aside)?.token !== judged?.token) linked(aside, path)
  unlinkSync(aside)
}

function takenSentence(directory: string, holder: LockHolder): string {
  const unsure = holder.startedAt === null ? ` (if no Kith runs there, remove ${join(directory, 'lock')})` : ''
  return `Kith already runs on ${directory} as process ${holder.pid}: stop it first, or set DATA_DIR to another directory${unsure}.`
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}
