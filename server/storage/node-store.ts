import type { NodeLife } from '../domain/ports.ts'
import type { Sql } from './sql.ts'

/** This node's lease, and who is connected to it: what keeps a seat while its member has a device anywhere. */
export function createNodeStore(sql: Sql, nodeId: string, leaseMs = 10_000): NodeLife {
  return {
    nodeId,
    async beat() {
      await sql`select node_beat(${nodeId}, ${leaseMs})`
      await sql`select sweep_connections()`
    },
    async arrived(personId) {
      await sql`select person_arrived(${nodeId}, ${personId})`
    },
    async departed(personId) {
      await sql`select person_departed(${nodeId}, ${personId})`
    },
    async end() {
      await sql`select node_end(${nodeId})`
    },
  }
}
