import type { Database } from '../../server/storage/database.ts'

/**
 * Records in the database how many seats of a room are taken, at each commit that touches them. The trigger is deferred:
 * it runs last in the transaction, under the room's lock, so no instant escapes it.
 */
export async function traceOccupancy({ sql }: Database): Promise<void> {
  await sql.unsafe(`
    create table occupancy (no bigint generated always as identity, room_id uuid not null, taken integer not null);
    create function trace_occupancy() returns trigger language plpgsql as $$
    begin
      insert into occupancy (room_id, taken)
      select coalesce(new.room_id, old.room_id), count(*) from seats where room_id = coalesce(new.room_id, old.room_id);
      return null;
    end $$;
    create constraint trigger seats_trace after insert or delete on seats
      deferrable initially deferred for each row execute function trace_occupancy()`)
}

/** How many commits changed the seats of a room, and the most that were ever taken. */
export async function occupancyOf({ sql }: Database, roomId: string): Promise<{ commits: number; most: number }> {
  const [row] = await sql<{ commits: number; most: number }[]>`
    select count(*)::integer as commits, coalesce(max(taken), 0) as most from occupancy where room_id = ${roomId}`
  return row!
}
