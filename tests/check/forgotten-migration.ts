import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

/** A sentence when the tables in server/storage/schema have changed and no migration brings the change. */
export function forgottenMigration(root: string, schema = 'server/storage/schema'): string[] {
  const out = mkdtempSync(join(tmpdir(), 'kith-drizzle-'))
  try {
    cpSync(join(root, 'drizzle'), out, { recursive: true })
    const before = migrationsIn(out)
    const kit = join(root, 'node_modules/drizzle-kit/bin.cjs')
    const args = ['generate', '--dialect', 'postgresql', '--schema', schema, '--out', relative(root, out)]
    const { status, stdout, stderr } = spawnSync(process.execPath, [kit, ...args], { cwd: root, encoding: 'utf8' })
    if (status !== 0) return [`drizzle-kit cannot read the tables: ${stdout}${stderr}`]
    return migrationsIn(out) > before ? ['The tables have changed: run npx drizzle-kit generate --name <what>.'] : []
  } finally {
    rmSync(out, { recursive: true })
  }
}

function migrationsIn(folder: string): number {
  return readdirSync(folder).filter((name) => name.endsWith('.sql')).length
}
