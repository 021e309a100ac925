import { withQueryTimeout } from './clock.ts'
import { listTables } from './catalog.ts'
import type { Sql } from './sql.ts'

const QUIET_HOUR = 4
const PATIENCE_MS = 600_000

/**
 * Tidies every night, because an embedded database has nobody else who would: without it tables only grow, and queries
 * are planned for tables of long ago.
 * @returns how to stop
 */
export function startTidying(sql: Sql, onTrouble: (error: unknown) => void): () => void {
  let timer: NodeJS.Timeout
  plan()
  return () => clearTimeout(timer)

  function plan(): void {
    timer = setTimeout(() => void tidy(sql).catch(onTrouble).finally(plan), msUntilQuiet(new Date())).unref()
  }
}

/** Gives back the room of what is gone and counts what is there. One table at a time: between two, others are answered. */
export async function tidy(sql: Sql): Promise<void> {
  await withQueryTimeout(PATIENCE_MS, async () => {
    for (const { name } of await listTables(sql)) await sql.unsafe(`vacuum (analyze) "${name}"`)
  })
}

/** Milliseconds until the next quiet hour of this machine's clock; never none, so that a night is tidied once. */
export function msUntilQuiet(now: Date): number {
  const quiet = new Date(now)
  quiet.setHours(QUIET_HOUR, 0, 0, 0)
  if (quiet <= now) quiet.setDate(quiet.getDate() + 1)
  return quiet.getTime() - now.getTime()
}
