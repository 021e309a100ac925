import type { Sql } from './sql.ts'

export interface Table {
  name: string
  columns: string[]
  /** The column that numbers its rows by itself, if there is one. */
  identity: string | null
}

/** Kith's tables but for its own bookkeeping, each after those that its rows refer to. */
export async function listTables(sql: Sql): Promise<Table[]> {
  const tables = await sql<Table[]>`
    select table_name as name, array_agg(column_name::text order by ordinal_position) as columns,
      max(column_name::text) filter (where is_identity = 'YES') as identity
    from information_schema.columns join information_schema.tables t using (table_schema, table_name)
    where table_schema = 'public' and t.table_type = 'BASE TABLE' and is_generated = 'NEVER'
      and table_name not in ('kith_migrations', 'kith_functions')
    group by table_name order by table_name`
  const references = await sql<{ from: string; to: string }[]>`
    select distinct r.relname as "from", f.relname as "to"
    from pg_constraint c join pg_class r on r.oid = c.conrelid join pg_class f on f.oid = c.confrelid
    where c.contype = 'f' and c.connamespace = 'public'::regnamespace and r.oid <> f.oid`
  return inOrder([...tables], references)
}

/** Throws when tables refer to each other in a circle: then there is no order in which they can be filled. */
export function inOrder(tables: Table[], references: { from: string; to: string }[]): Table[] {
  const ordered: Table[] = []
  let left = tables
  while (left.length > 0) {
    const waits = ({ name }: Table) =>
      references.some(({ from, to }) => from === name && left.some((other) => other.name === to))
    const ready = left.filter((table) => !waits(table))
    if (ready.length === 0) throw new Error(`tables refer to each other: ${left.map(({ name }) => name).join(', ')}`)
    ordered.push(...ready)
    left = left.filter((table) => !ready.includes(table))
  }
  return ordered
}
