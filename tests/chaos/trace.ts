/**
 * The database's own account of who sat where and who belonged when, beside Kith's tables: each change with its
 * transaction, whose commit time PostgreSQL keeps. From these the checker knows how full each place was at any instant.
 */
export const traceStatements = `
create schema chaos;

create table chaos.trace (
  no bigserial primary key, xid xid not null default pg_current_xact_id()::xid, kind text not null, place_id uuid not null,
  person_id uuid not null, change integer not null
);

create function chaos.trace_seat() returns trigger language plpgsql as $$
begin
  if tg_op in ('DELETE', 'UPDATE') then
    insert into chaos.trace (kind, place_id, person_id, change) values ('seat', old.room_id, old.person_id, -1);
  end if;
  if tg_op in ('INSERT', 'UPDATE') then
    insert into chaos.trace (kind, place_id, person_id, change) values ('seat', new.room_id, new.person_id, 1);
  end if;
  return null;
end $$;
create trigger chaos_seats after insert or delete or update of room_id, person_id on seats
for each row execute function chaos.trace_seat();

create function chaos.trace_member() returns trigger language plpgsql as $$
declare
  v_was integer := 0;
begin
  if tg_op = 'UPDATE' then
    v_was := (old.ended_at is null)::integer;
  end if;
  if (new.ended_at is null)::integer <> v_was then
    insert into chaos.trace (kind, place_id, person_id, change)
    values ('member', new.circle_id, new.person_id, (new.ended_at is null)::integer - v_was);
  end if;
  return null;
end $$;
create trigger chaos_members after insert or update on memberships
for each row execute function chaos.trace_member();
`
