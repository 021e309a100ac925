-- Sessions: one hosted occasion in a table. Facilitators and stewards host, or any member in a table of 12 or fewer.
create or replace function start_session(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_room uuid := (p_input ->> 'roomId')::uuid;
  v_session uuid := (p_input ->> 'sessionId')::uuid;
  v_at timestamptz;
  v_body jsonb;
  v_event jsonb;
  v_started sessions;
begin
  v := lock_table(v_room, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif not is_host_role(role_in((v.o_room).circle_id, p_person))
    and (v.o_room).capacity > (p_input ->> 'memberHostedSeats')::integer then
    return refuse('forbidden', 'not_host');
  elsif not has_place(v_room, p_person) then
    return refuse('forbidden', 'no_seat');
  elsif exists (select 1 from sessions where room_id = v_room and ended_at is null) then
    return refuse('conflict', 'session_running');
  end if;
  v_body := jsonb_build_object('roomId', v_room, 'sessionId', v_session, 'hostId', p_person, 'title', p_input ->> 'title');
  v_at := kith_now();
  v_event := write_event(v_room, p_person, 'session:started', v_body, v_at);
  insert into sessions (id, circle_id, room_id, host_id, title, started_at, first_seq)
  values (v_session, (v.o_room).circle_id, v_room, p_person, p_input ->> 'title',
    v_at, (v_event -> 'event' ->> 'seq')::integer) returning * into v_started;
  perform note_attendance(v_room, person_id) from seats where room_id = v_room and offered_until is null;
  perform note_attendance(v_room, person_id) from visitors where room_id = v_room;
  return conclude((v.o_room).circle_id, p_person, p_command, p_digest, jsonb_build_object('sessionId', v_session),
    jsonb_build_array(v_event, write_event(v.o_commons, p_person, 'session:started', v_body, v_at))
      || schedule_all(v_started));
end $$;

create or replace function end_session(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_room uuid := (p_input ->> 'roomId')::uuid;
  v_session sessions;
  v_body jsonb;
  v_gone jsonb;
  v_events jsonb := '[]';
  v_event jsonb;
  v_visitor uuid;
begin
  -- Its guests end with it, and with each of them a place of the circle becomes free.
  perform lock_circle((select circle_id from rooms where id = v_room));
  v := lock_table(v_room, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif not is_host_of(v_room, p_person) then
    return refuse('forbidden', 'not_host');
  end if;
  select * into v_session from sessions where room_id = v_room and ended_at is null;
  if not found then
    return refuse('conflict', 'no_session');
  end if;
  v_events := end_round((select id from rounds where parent_id = v_room and closed_at is null), p_person, 'session');
  delete from sit_outs where room_id = v_room;
  delete from openings where room_id = v_room;
  -- What was prepared for this session goes with it, and with that the words by which a host told people apart.
  delete from prepared_rounds where session_id = v_session.id;
  delete from turn_timers where room_id = v_room;
  -- Nobody can read them any more.
  delete from asides where session_id = v_session.id;
  update help_calls set resolved_at = kith_now() where table_id = v_room and resolved_at is null and kind <> 'safety';
  v_body := jsonb_build_object('roomId', v_room, 'sessionId', v_session.id);
  v_gone := end_guests(v_session, p_person);
  v_event := write_event(v_room, p_person, 'session:ended', v_body || v_gone);
  update sessions set ended_at = kith_now(), end_seq = (v_event -> 'event' ->> 'seq')::integer where id = v_session.id;
  v_events := v_events || v_event;
  -- Who led for as long as the session lasted is no host now, and visits no longer.
  for v_visitor in select person_id from visitors where room_id = v_room and is_host_of(v_room, person_id) is not true order by no loop
    v_events := v_events || end_visit(v_room, v_visitor);
  end loop;
  return conclude((v.o_room).circle_id, p_person, p_command, p_digest, '{}',
    v_events || write_event(v.o_commons, p_person, 'session:ended', v_body)
      || case when v_gone ? 'guestIds' then offer_seats(v_room) || admit_from_line(v_session.circle_id) else '[]' end);
end $$;
