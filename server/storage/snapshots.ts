import type { Id } from '../../shared/ids.ts'
import type { QueryReply } from '../../shared/queries.ts'
import { isHopeless, isNobodysFault, isWaitedOut, patienceMs, tooLate } from './reachable.ts'
import type { Sql } from './sql.ts'
import { createTurns } from './turns.ts'

type Reader = { roomId: Id; personId: Id }
type Snapshot = QueryReply<'room:snapshot'>
type Whole = Omit<Snapshot, 'read'>
/** What one statement found: the same for all members, and for each reader in their order what is their own. */
type Found = { shared: Whole | null; own: ({ read: number; own: Whole | null } | null)[] }

const atOnce = 50

/** Snapshots of rooms; whoever asks for one while that room is being read shares the next one. Null: not theirs. */
export function createSnapshots(sql: Sql): (reader: Reader) => Promise<Snapshot | null> {
  async function read(readers: Reader[]): Promise<(Snapshot | null)[]> {
    const people = readers.map(({ personId }) => personId)
    const [row] = await sql<{ found: Found }[]>`select snapshots_of(${readers[0]!.roomId}, ${people}::uuid[]) as found`
    const { shared, own } = row!.found
    return own.map((theirs) => theirs && { ...(theirs.own ?? shared)!, read: theirs.read })
  }
  return createTurns<Reader, Snapshot | null>({
    limit: atOnce,
    doorOf: ({ roomId }) => roomId,
    goesTogether: () => true,
    one: async (reader) => (await read([reader]))[0]!,
    many: read,
    isHopeless,
    isNobodysFault,
    isWaitedOut,
    patienceMs,
    tooLate,
  })
}
