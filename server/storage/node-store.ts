import type { Id } from '../../shared/ids.ts'
import type { NodeLife } from '../domain/ports.ts'
import { gather } from '../gather.ts'
import type { Sql } from './sql.ts'

const peopleAtOnce = 200

/** This node's lease, and who is connected to it: what keeps a seat while its member has a device anywhere. */
export function createNodeStore(sql: Sql, nodeId: string, leaseMs = 10_000): NodeLife {
  const write = (statement: 'people_arrived' | 'people_departed') =>
    gather<Id, void>(peopleAtOnce, async (personIds) => {
      await sql.unsafe(`select ${statement}($1, $2::uuid[])`, [nodeId, personIds], { prepare: true })
      return []
    })
  return {
    nodeId,
    async beat() {
      await sql`select node_beat(${nodeId}, ${leaseMs})`
      await sql`select sweep_connections()`
    },
    arrived: write('people_arrived'),
    departed: write('people_departed'),
    async end() {
      await sql`select node_end(${nodeId})`
    },
  }
}
