-- Why nearly everything here is plpgsql, also where one select would do: PostgreSQL plans the body of an SQL function anew
-- for every query that calls it, and keeps the plan of a plpgsql statement for the session. A snapshot of a room costs a
-- tenth so. What stands as "language sql" is so short that it is put in place of its call, or returns rows.

-- Outcomes. A refusal is a value, not an exception: it rolls nothing back because nothing was written before it.
create or replace function refuse(p_code text, p_reason text, p_details jsonb default '{}') returns jsonb
language sql stable parallel safe as $$
  select jsonb_build_object('ok', false, 'code', p_code, 'details', jsonb_build_object('reason', p_reason) || p_details)
$$;

create or replace function done(p_reply jsonb, p_events jsonb default '[]') returns jsonb
language sql stable parallel safe as $$
  select jsonb_build_object('ok', true, 'reply', p_reply, 'events', p_events)
$$;

-- An event as it travels between nodes.
create or replace function published(
  p_circle uuid, p_epoch integer, p_room uuid, p_seq integer, p_kind text, p_person uuid, p_at timestamptz, p_body jsonb
) returns jsonb
language sql stable parallel safe as $$
  select jsonb_build_object('circleId', p_circle, 'epoch', p_epoch, 'event', jsonb_build_object(
    'roomId', p_room, 'seq', p_seq, 'kind', p_kind, 'memberId', p_person, 'at', in_ms(p_at), 'body', p_body))
$$;

-- One lock order everywhere: circle, then rooms by ascending id. "for no key update", because foreign keys of a concurrent
-- insert take a key share on the row and would deadlock with "for update".
create or replace function lock_circle(p_circle uuid) returns circles
language plpgsql volatile as $$
declare
  v_circle circles;
begin
  select * into v_circle from circles where id = p_circle for no key update;
  return v_circle;
end $$;

create or replace function lock_rooms(p_rooms uuid[]) returns void
language plpgsql volatile as $$
begin
  perform 1 from rooms where id = any (p_rooms) order by id for no key update;
end $$;

-- A removal waits for everything that is done in an open room, because it locks them all. What is done in one that has
-- closed holds up the removal by the membership itself.
create or replace function hold_membership(p_room rooms, p_person uuid) returns void
language plpgsql volatile as $$
begin
  if p_room.closed_at is not null then
    perform 1 from memberships where circle_id = p_room.circle_id and person_id = p_person for share;
  end if;
end $$;

-- Numbers and writes one event. The caller holds the lock of the room's row, so numbers are dense (INV-1) and times rise.
-- What stands in two logs at once gets one time for both.
create or replace function write_event(
  p_room uuid, p_person uuid, p_kind text, p_body jsonb, p_at timestamptz default kith_now()
) returns jsonb
language plpgsql volatile as $$
declare
  v_room rooms;
begin
  update rooms set last_seq = last_seq + 1 where id = p_room returning * into strict v_room;
  insert into events (room_id, seq, circle_id, kind, person_id, at, body)
  values (p_room, v_room.last_seq, v_room.circle_id, p_kind, p_person, p_at, p_body);
  return published(v_room.circle_id, v_room.epoch, p_room, v_room.last_seq, p_kind, p_person, p_at, p_body)
    || jsonb_strip_nulls(jsonb_build_object('withheldFrom', withheld_from(p_room, p_kind, p_body)));
end $$;

-- What was answered to this command before (INV-3): its first outcome, a conflict when the content differs, or null. A
-- digest that went with the words cannot be compared any more: the first reply stands.
create or replace function known_command(p_circle uuid, p_person uuid, p_command uuid, p_digest text) returns jsonb
language plpgsql volatile as $$
declare
  v_known commands;
begin
  select * into v_known from commands where circle_id = p_circle and person_id = p_person and command_id = p_command;
  if not found then
    return null;
  end if;
  if v_known.digest is not null and v_known.digest <> p_digest then
    return refuse('conflict', 'command_reused');
  end if;
  return done(coalesce(v_known.reply, (
    select jsonb_build_object('seq', e.seq, 'at', in_ms(e.at))
    from events e where e.room_id = v_known.room_id and e.seq = v_known.seq)));
end $$;

-- Remembers a command together with its effect, in the same transaction, and gives its outcome.
create or replace function conclude(
  p_circle uuid, p_person uuid, p_command uuid, p_digest text, p_reply jsonb, p_events jsonb
) returns jsonb
language plpgsql volatile as $$
begin
  insert into commands (circle_id, person_id, command_id, digest, room_id, seq, reply)
  values (p_circle, p_person, p_command, p_digest,
    (p_events -> 0 -> 'event' ->> 'roomId')::uuid, (p_events -> 0 -> 'event' ->> 'seq')::integer, p_reply);
  return done(p_reply, p_events);
end $$;

-- The role of a person in a circle now, or null. Ask it after the lock: what was read before the wait is stale.
create or replace function role_in(p_circle uuid, p_person uuid) returns text
language plpgsql stable as $$
begin
  return (
    select role from memberships where circle_id = p_circle and person_id = p_person and ended_at is null
  );
end $$;

create or replace function is_host_role(p_role text) returns boolean
language sql stable parallel safe as $$
  select coalesce(p_role in ('facilitator', 'steward'), false)
$$;
