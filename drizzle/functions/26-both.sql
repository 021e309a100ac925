-- Two breakouts that are connected: what somebody says to both stands in either log, with a number of its own in each. Nobody
-- leaves their breakout, and who reads it is who reads one of the two logs. It ends when either of them does.

create or replace function are_connected(p_one uuid, p_other uuid) returns boolean
language plpgsql stable as $$
begin
  return (
    select exists (select 1 from connected_breakouts where a_id = least(p_one, p_other) and b_id = greatest(p_one, p_other))
  );
end $$;

-- The other breakouts with which one is connected now.
create or replace function connected_with(p_room uuid) returns jsonb
language plpgsql stable as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('breakoutId', r.id, 'name', r.name) order by r.id), '[]')
    from connected_breakouts c join rooms r on r.id in (c.a_id, c.b_id) and r.id <> p_room
    where p_room in (c.a_id, c.b_id)
  );
end $$;

-- One message in two logs, under the locks of both. The sender's own comes first: it is what the command is known by. What is
-- answered is answered in the other log too where it stands there.
create or replace function say_to_both(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v_own uuid := (p_input ->> 'roomId')::uuid;
  v_other uuid := (p_input ->> 'alsoTo')::uuid;
  v_reply integer := (p_input ->> 'replyTo')::integer;
  v_room rooms;
  v_with rooms;
  v_known jsonb;
  v_refusal jsonb;
  v_answered events;
  v_event jsonb;
  v_at timestamptz;
begin
  perform lock_rooms(array[v_own, v_other]);
  select * into v_room from rooms where id = v_own;
  select * into v_with from rooms where id = v_other;
  v_known := known_command(v_room.circle_id, p_person, p_command, p_digest);
  if v_known is not null then
    return v_known;
  end if;
  select * into v_answered from events where room_id = v_own and seq = v_reply and kind = 'message:sent';
  v_refusal := message_refusal(v_room, may_read(v_own, p_person), has_place(v_own, p_person),
    v_reply is null or coalesce(v_reply >= readable_from(v_own, p_person) and v_answered.seq is not null, false));
  if v_refusal is not null then
    return v_refusal;
  elsif not are_connected(v_own, v_other) then
    return refuse('conflict', 'not_connected');
  end if;
  v_at := kith_now();
  v_event := write_event(v_own, p_person, 'message:sent', message_body(p_input ->> 'text', v_reply) || jsonb_build_object(
    'both', twin_of(v_with, v_with.last_seq + 1, true)), v_at);
  return conclude(v_room.circle_id, p_person, p_command, p_digest, landed(v_event), jsonb_build_array(v_event,
    write_event(v_other, p_person, 'message:sent', message_body(p_input ->> 'text',
        case when v_answered.body -> 'both' ->> 'breakoutId' = v_other::text
          then (v_answered.body -> 'both' ->> 'seq')::integer end)
      || jsonb_build_object('both', twin_of(v_room, v_room.last_seq + 1, false)), v_at)));
end $$;

-- Where the same message stands in another log, and whether it was said from here.
create or replace function twin_of(p_room rooms, p_seq integer, p_is_ours boolean) returns jsonb
language sql stable as $$
  select jsonb_build_object('breakoutId', p_room.id, 'name', p_room.name, 'seq', p_seq, 'isOurs', p_is_ours)
$$;

-- Whether something was said in the room in whose log it stands, not in one that was connected with it.
create or replace function is_from_here(p_said jsonb) returns boolean
language sql stable parallel safe as $$
  select (p_said -> 'both' ->> 'isOurs') is distinct from 'false'
$$;

-- The log besides its own in which a message stands; null for most.
create or replace function twin_room(p_room uuid, p_seq integer) returns uuid
language plpgsql stable as $$
begin
  return (
    select (body -> 'both' ->> 'breakoutId')::uuid from events
    where room_id = p_room and seq = p_seq and kind = 'message:sent' and body ? 'both'
  );
end $$;

-- What was done to a message is done to its twin: the same words, or none. The caller holds both locks.
create or replace function amend_twin(p_message events, p_person uuid, p_kind text, p_body jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v_twin events;
  v_event jsonb;
begin
  select * into v_twin from events where room_id = (p_message.body -> 'both' ->> 'breakoutId')::uuid
    and seq = (p_message.body -> 'both' ->> 'seq')::integer and kind = 'message:sent';
  if not found or is_removed(v_twin) then
    return '[]';
  end if;
  v_event := write_event(v_twin.room_id, p_person, p_kind, p_body || jsonb_build_object('seq', v_twin.seq));
  if p_kind = 'message:removed' then
    perform forget_in_drafts(v_twin);
  end if;
  perform blank_words(v_twin, (v_event -> 'event' ->> 'seq')::integer);
  if p_kind = 'message:removed' then
    delete from reactions where room_id = v_twin.room_id and seq = v_twin.seq;
    delete from marks where room_id = v_twin.room_id and seq = v_twin.seq;
  end if;
  return jsonb_build_array(v_event);
end $$;

-- For hosts: connects two breakouts of an open round, or ends that. Each of both hears it.
create or replace function connect_breakouts(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_one uuid := (p_input ->> 'breakoutId')::uuid;
  v_other uuid := (p_input ->> 'withId')::uuid;
begin
  v := lock_round((p_input ->> 'roomId')::uuid, (p_input ->> 'roundId')::uuid, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif v_one = v_other or not is_open_breakout(v.o_round, v_one) or not is_open_breakout(v.o_round, v_other) then
    return refuse('not_found', 'breakout');
  elsif are_connected(v_one, v_other) then
    return refuse('closed', 'already');
  end if;
  insert into connected_breakouts (a_id, b_id) values (least(v_one, v_other), greatest(v_one, v_other));
  return conclude((v.o_round).circle_id, p_person, p_command, p_digest, '{}',
    tell_connected(v.o_round, v_one, v_other, p_person, 'breakout:connected')
    || tell_connected(v.o_round, v_other, v_one, p_person, 'breakout:connected'));
end $$;

create or replace function tell_connected(p_round rounds, p_room uuid, p_other uuid, p_by uuid, p_kind text) returns jsonb
language plpgsql volatile as $$
begin
  return jsonb_build_array(write_event(p_room, p_by, p_kind, jsonb_build_object('roundId', p_round.id,
    'breakoutId', p_other, 'name', (select name from rooms where id = p_other))));
end $$;

create or replace function disconnect_breakouts(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_one uuid := (p_input ->> 'breakoutId')::uuid;
  v_other uuid := (p_input ->> 'withId')::uuid;
begin
  v := lock_round((p_input ->> 'roomId')::uuid, (p_input ->> 'roundId')::uuid, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif not is_open_breakout(v.o_round, v_one) or not is_open_breakout(v.o_round, v_other) then
    return refuse('not_found', 'breakout');
  elsif not are_connected(v_one, v_other) then
    return refuse('closed', 'already');
  end if;
  delete from connected_breakouts where a_id = least(v_one, v_other) and b_id = greatest(v_one, v_other);
  return conclude((v.o_round).circle_id, p_person, p_command, p_digest, '{}',
    tell_connected(v.o_round, v_one, v_other, p_person, 'breakout:disconnected')
    || tell_connected(v.o_round, v_other, v_one, p_person, 'breakout:disconnected'));
end $$;

-- A breakout has ended while its round goes on: those with which it was connected hear that. The caller holds all locks.
create or replace function end_connections(p_round rounds, p_room uuid, p_by uuid) returns jsonb
language plpgsql volatile as $$
declare
  v_other uuid;
  v_events jsonb := '[]';
begin
  for v_other in
    delete from connected_breakouts where p_room in (a_id, b_id) returning case when a_id = p_room then b_id else a_id end
  loop
    v_events := v_events || tell_connected(p_round, v_other, p_room, p_by, 'breakout:disconnected');
  end loop;
  return v_events;
end $$;
