-- How long a round lasts. Its breakouts end with it, or sooner, each at a time of its own (`ends_at`); the round lasts as long
-- as the last of them. One timer a round is due when the next of them ends.

create or replace function end_of(p_room rooms, p_round rounds) returns timestamptz
language sql stable parallel safe as $$
  select coalesce(p_room.ends_at, p_round.ends_at)
$$;

-- An end moved by a while. Nobody is cut off: what is shortened ends a minute from now at the soonest.
create or replace function moved_end(p_end timestamptz, p_by interval) returns timestamptz
language plpgsql volatile as $$
begin
  return case when p_by > interval '0' then p_end + p_by
    else least(p_end, greatest(p_end + p_by, kith_now() + interval '1 minute')) end;
end $$;

-- Moves the end of all breakouts or of one. Each of them hears its own end, the room that of the round; with that the wish
-- for more time is answered. No events where nothing could be moved.
create or replace function move_end(p_round rounds, p_breakout uuid, p_by interval, p_person uuid) returns jsonb
language plpgsql volatile as $$
declare
  v_kind text := case when p_by > interval '0' then 'round:extended' else 'round:shortened' end;
  v_room rooms;
  v_end timestamptz;
  v_events jsonb := '[]';
begin
  for v_room in select * from rooms where round_id = p_round.id and closed_at is null order by id loop
    v_end := end_of(v_room, p_round);
    if p_breakout is null or p_breakout = v_room.id then
      v_end := moved_end(v_end, p_by);
    end if;
    update rooms set ends_at = v_end where id = v_room.id;
    if v_end <> end_of(v_room, p_round) then
      delete from time_asks where room_id = v_room.id;
      v_events := v_events || write_event(v_room.id, p_person, v_kind,
        jsonb_build_object('roundId', p_round.id, 'endsAt', in_ms(v_end)));
    end if;
  end loop;
  return v_events || settle_end(p_round, p_person);
end $$;

-- The round lasts as long as its last breakout: whenever that has changed, the room hears it, and the timer follows.
create or replace function settle_end(p_round rounds, p_person uuid) returns jsonb
language plpgsql volatile as $$
declare
  v_ends timestamptz;
  v_next timestamptz;
begin
  select max(end_of(r, p_round)), min(end_of(r, p_round)) into v_ends, v_next
  from rooms r where r.round_id = p_round.id and r.closed_at is null;
  update rooms set ends_at = nullif(end_of(rooms, p_round), v_ends) where round_id = p_round.id and closed_at is null;
  update rounds set ends_at = v_ends where id = p_round.id;
  update timers set due_at = v_next where round_id = p_round.id and done_at is null;
  if v_ends = p_round.ends_at then
    return '[]';
  end if;
  return jsonb_build_array(write_event(p_round.parent_id, p_person,
    case when v_ends > p_round.ends_at then 'round:extended' else 'round:shortened' end,
    jsonb_build_object('roundId', p_round.id, 'endsAt', in_ms(v_ends))));
end $$;

-- What the clock does when a breakout's time is over: with the last one the round ends.
create or replace function end_what_is_over(p_round uuid) returns jsonb
language plpgsql volatile as $$
declare
  v_round rounds;
  v_room uuid;
  v_events jsonb := '[]';
begin
  select * into v_round from rounds where id = p_round;
  if not exists (select 1 from rooms r
    where r.round_id = p_round and r.closed_at is null and end_of(r, v_round) > kith_now()) then
    return end_round(p_round, null, 'time');
  end if;
  for v_room in
    select r.id from rooms r where r.round_id = p_round and r.closed_at is null and end_of(r, v_round) <= kith_now() order by r.id
  loop
    v_events := v_events || end_breakout(v_round, v_room, null, 'breakout:closed',
      jsonb_build_object('roundId', p_round, 'breakoutId', v_room, 'memberIds', seated_in(v_room)));
  end loop;
  return v_events || settle_end(v_round, null);
end $$;

create or replace function seated_in(p_room uuid) returns jsonb
language plpgsql stable as $$
begin
  return (
    select coalesce(jsonb_agg(person_id order by no), '[]') from seats where room_id = p_room and offered_until is null
  );
end $$;

create or replace function is_open_breakout(p_round rounds, p_room uuid) returns boolean
language plpgsql stable as $$
begin
  return (
    select exists (select 1 from rooms where id = p_room and round_id = p_round.id and closed_at is null)
  );
end $$;

-- For extending and shortening: `by` has its sign.
create or replace function shift_end(p_person uuid, p_command uuid, p_digest text, p_input jsonb, p_sign integer) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_breakout uuid := (p_input ->> 'breakoutId')::uuid;
  v_ends timestamptz;
  v_events jsonb;
begin
  v := lock_round((p_input ->> 'roomId')::uuid, (p_input ->> 'roundId')::uuid, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif v_breakout is not null and not is_open_breakout(v.o_round, v_breakout) then
    return refuse('not_found', 'breakout');
  end if;
  v_events := move_end(v.o_round, v_breakout, p_sign * (p_input ->> 'minutes')::integer * interval '1 minute', p_person);
  if v_events = '[]' then
    return refuse('conflict', 'ending');
  end if;
  select coalesce((select ends_at from rooms where id = v_breakout), d.ends_at) into v_ends
  from rounds d where d.id = (v.o_round).id;
  return conclude((v.o_round).circle_id, p_person, p_command, p_digest,
    jsonb_build_object('endsAt', in_ms(v_ends)), v_events);
end $$;

create or replace function extend_round(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
begin
  return shift_end(p_person, p_command, p_digest, p_input, 1);
end $$;

create or replace function shorten_round(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
begin
  return shift_end(p_person, p_command, p_digest, p_input, -1);
end $$;

-- Ends the round at once, or in a minute: then everybody sees how long they still have, and the clock does the rest.
create or replace function close_round(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
begin
  v := lock_round((p_input ->> 'roomId')::uuid, (p_input ->> 'roundId')::uuid, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  end if;
  return conclude((v.o_round).circle_id, p_person, p_command, p_digest, '{}',
    case when (p_input ->> 'warn')::boolean then move_end(v.o_round, null, interval '-1 day', p_person)
      else end_round((v.o_round).id, p_person, 'host') end);
end $$;

-- A breakout asks its hosts for more time. One wish stands for all who sit there, until it is answered.
create or replace function ask_time(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v_room rooms;
  v_known jsonb;
begin
  select * into v_room from rooms where id = (p_input ->> 'roomId')::uuid;
  perform lock_rooms(array[v_room.parent_id, v_room.id]);
  select * into v_room from rooms where id = v_room.id;
  if v_room.kind is distinct from 'breakout' or not may_read(v_room.id, p_person) then
    return refuse('not_found', 'room');
  end if;
  v_known := known_command(v_room.circle_id, p_person, p_command, p_digest);
  if v_known is not null then
    return v_known;
  elsif v_room.closed_at is not null then
    return refuse('closed', 'room_closed', jsonb_build_object('parentId', v_room.parent_id));
  elsif not exists (select 1 from seats where room_id = v_room.id and person_id = p_person) then
    return refuse('forbidden', 'no_seat');
  elsif exists (select 1 from time_asks where room_id = v_room.id) then
    return refuse('conflict', 'time_asked');
  end if;
  insert into time_asks (room_id, person_id, minutes, asked_at)
  values (v_room.id, p_person, (p_input ->> 'minutes')::integer, kith_now());
  return conclude(v_room.circle_id, p_person, p_command, p_digest, '{}', jsonb_build_array(write_event(v_room.id, p_person,
    'round:time-asked', jsonb_build_object('roundId', v_room.round_id, 'minutes', p_input -> 'minutes'),
    (select asked_at from time_asks where room_id = v_room.id))));
end $$;

create or replace function decline_time(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_breakout uuid := (p_input ->> 'breakoutId')::uuid;
begin
  v := lock_round((p_input ->> 'roomId')::uuid, (p_input ->> 'roundId')::uuid, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif not is_open_breakout(v.o_round, v_breakout) then
    return refuse('not_found', 'breakout');
  end if;
  delete from time_asks where room_id = v_breakout;
  if not found then
    return refuse('closed', 'already');
  end if;
  return conclude((v.o_round).circle_id, p_person, p_command, p_digest, '{}', jsonb_build_array(
    write_event(v_breakout, p_person, 'round:time-declined', jsonb_build_object('roundId', (v.o_round).id))));
end $$;

create or replace function asked_in(p_room uuid) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('memberId', person_id, 'minutes', minutes, 'at', in_ms(asked_at))
    from time_asks where room_id = p_room
  );
end $$;
