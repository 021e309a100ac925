import { createHash, randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartupError } from './startup-error.ts'

/**
 * The secret of an installation that runs on one machine: made once, beside its data, for its owner's eyes only.
 * An installation on services is given its secret, because all nodes must have the same.
 */
export function secretOf(dataDir: string): string {
  if (dataDir === 'memory://') return newSecret()
  const path = join(dataDir, 'secret')
  return read(path) ?? make(path, dataDir)
}

/** Puts another installation's secret in the place of this one's, so that what it sealed can be opened here. */
export function adoptSecret(dataDir: string, secret: string): void {
  const path = join(dataDir, 'secret')
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, secret, { mode: 0o600 })
  renameSync(draft, path)
}

/** What tells two secrets apart without telling either. */
export function secretCheckOf(secret: string): string {
  return createHash('sha256').update(`kith secret check ${secret}`).digest('hex')
}

/** What a backup says about the secret: the secret itself only where nobody else keeps it. */
export function secretInBackup(secret: string, isOwn: boolean): { secret: string | null; secretCheck: string } {
  return { secret: isOwn ? secret : null, secretCheck: secretCheckOf(secret) }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EACCES')) return null
    throw new StartupError(`The secret cannot be read: make ${path} readable for the user who runs Kith.`)
  }
}

// Linked into place: of two processes that start at once, both use the secret of the first.
function make(path: string, dataDir: string): string {
  const draft = `${path}.${process.pid}`
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    writeFileSync(draft, newSecret(), { mode: 0o600 })
  } catch {
    throw new StartupError(`Nothing can be written to ${dataDir}: set DATA_DIR to a directory that Kith may write to.`)
  }
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(draft)
  }
  return readFileSync(path, 'utf8').trim()
}

function newSecret(): string {
  return randomBytes(32).toString('base64url')
}
