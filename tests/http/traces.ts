import { listTables } from '../../server/storage/catalog.ts'
import type { Database } from '../../server/storage/database.ts'

/** Who is connected to which node, and when somebody was seen last, is noted of everybody who asks; seats end by the clock. */
const passing = ['connections', 'nodes', 'sign_ins', 'seats', 'line', 'visitors']
const byTheClock = `kind ~ '^(seat|line|visit):'`

/** How many rows each table has: whatever is refused leaves them as they were. */
export async function traces({ sql }: Database): Promise<Record<string, number>> {
  const tables = (await listTables(sql)).map(({ name }) => name).filter((name) => !passing.includes(name))
  const counts = tables.map(
    (name) =>
      `select '${name}' as name, count(*)::integer as rows from "${name}"${name === 'events' ? ` where not ${byTheClock}` : ''}`,
  )
  const rows = await sql.unsafe<{ name: string; rows: number }[]>(counts.join(' union all '))
  return Object.fromEntries(rows.map((row) => [row.name, row.rows]))
}
