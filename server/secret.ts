import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
