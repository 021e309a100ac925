-- Turn timers: how long somebody has the floor. One in a room, at a table for its session, in a breakout for its round. A
-- timer is over by being past its end: the clock has nothing to do there, and no round waits for one.

-- Locks a room for who may change its timer: at a table whoever leads, in a breakout also everybody who sits there.
create or replace function lock_for_timer(
  p_person uuid, p_command uuid, p_digest text, p_input jsonb,
  out o_room rooms, out o_timer turn_timers, out o_outcome jsonb
)
language plpgsql volatile as $$
declare
  v_table uuid;
begin
  select * into o_room from rooms where id = (p_input ->> 'roomId')::uuid;
  v_table := coalesce(o_room.parent_id, o_room.id);
  -- Who leads is decided at the table, so it is locked with its breakout.
  perform lock_rooms(array[v_table, o_room.id]);
  select * into o_room from rooms where id = o_room.id;
  if not may_read(o_room.id, p_person) and is_host_of(v_table, p_person) is not true then
    o_outcome := refuse('not_found', 'room');
    return;
  end if;
  o_outcome := known_command(o_room.circle_id, p_person, p_command, p_digest);
  if o_outcome is not null then
    return;
  elsif o_room.kind = 'commons' then
    o_outcome := refuse('invalid', 'commons');
  elsif o_room.closed_at is not null then
    o_outcome := refuse('closed', 'room_closed', jsonb_strip_nulls(jsonb_build_object('parentId', o_room.parent_id)));
  elsif is_host_of(v_table, p_person) is not true and (o_room.kind = 'table'
    or not exists (select 1 from seats where room_id = o_room.id and person_id = p_person)) then
    o_outcome := refuse('forbidden', case o_room.kind when 'table' then 'not_host' else 'no_seat' end);
  end if;
  select * into o_timer from turn_timers where room_id = o_room.id;
end $$;

create or replace function set_timer(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_room uuid := (p_input ->> 'roomId')::uuid;
  v_timer uuid := (p_input ->> 'timerId')::uuid;
  v_member uuid := (p_input ->> 'memberId')::uuid;
  v_label text := coalesce(p_input ->> 'label', '');
  v_at timestamptz;
  v_ends timestamptz;
begin
  v := lock_for_timer(p_person, p_command, p_digest, p_input);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif (v.o_room).kind = 'table' and not exists (select 1 from sessions where room_id = v_room and ended_at is null) then
    return refuse('conflict', 'no_session');
  elsif v_member is not null and not exists (
    select 1 from seats where room_id = v_room and person_id = v_member and offered_until is null) then
    return refuse('not_found', 'member');
  end if;
  v_at := kith_now();
  v_ends := v_at + (p_input ->> 'seconds')::integer * interval '1 second';
  insert into turn_timers (room_id, id, person_id, label, set_at, ends_at)
  values (v_room, v_timer, v_member, v_label, v_at, v_ends)
  on conflict (room_id) do update set id = excluded.id, person_id = excluded.person_id, label = excluded.label,
    set_at = excluded.set_at, ends_at = excluded.ends_at;
  return conclude((v.o_room).circle_id, p_person, p_command, p_digest,
    jsonb_build_object('timerId', v_timer, 'endsAt', in_ms(v_ends)), jsonb_build_array(write_event(v_room, p_person, 'timer:set',
      jsonb_build_object('timerId', v_timer, 'memberId', v_member, 'label', v_label, 'endsAt', in_ms(v_ends)), v_at)));
end $$;

-- More time for the timer that one has seen, from now on where it was over. Another one may have taken its place.
create or replace function extend_timer(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_now timestamptz;
  v_ends timestamptz;
begin
  v := lock_for_timer(p_person, p_command, p_digest, p_input);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif (v.o_timer).id is distinct from (p_input ->> 'timerId')::uuid then
    return refuse('closed', 'already');
  end if;
  v_now := kith_now();
  v_ends := greatest((v.o_timer).ends_at, v_now) + (p_input ->> 'seconds')::integer * interval '1 second';
  if v_ends > v_now + (p_input ->> 'mostSeconds')::integer * interval '1 second' then
    return refuse('conflict', 'timer_length');
  end if;
  update turn_timers set ends_at = v_ends where room_id = (v.o_room).id;
  return conclude((v.o_room).circle_id, p_person, p_command, p_digest, jsonb_build_object('endsAt', in_ms(v_ends)),
    jsonb_build_array(write_event((v.o_room).id, p_person, 'timer:extended',
      jsonb_build_object('timerId', p_input -> 'timerId', 'endsAt', in_ms(v_ends)))));
end $$;

create or replace function stop_timer(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
begin
  v := lock_for_timer(p_person, p_command, p_digest, p_input);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif (v.o_timer).id is distinct from (p_input ->> 'timerId')::uuid then
    return refuse('closed', 'already');
  end if;
  delete from turn_timers where room_id = (v.o_room).id;
  return conclude((v.o_room).circle_id, p_person, p_command, p_digest, '{}', jsonb_build_array(
    write_event((v.o_room).id, p_person, 'timer:stopped', jsonb_build_object('timerId', p_input -> 'timerId'))));
end $$;

create or replace function timer_state(p_room uuid) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('timerId', id, 'memberId', person_id, 'label', label, 'setAt', in_ms(set_at),
      'endsAt', in_ms(ends_at))
    from turn_timers where room_id = p_room
  );
end $$;
