-- Who leads looks in: a visit holds no seat.

-- A host's visit: facilitators, stewards and who leads the session see and speak without holding a seat.
create or replace function visit_room(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v_room rooms;
  v_known jsonb;
  v_events jsonb := '[]';
begin
  perform lock_rooms(array[(p_input ->> 'roomId')::uuid]);
  select * into v_room from rooms where id = (p_input ->> 'roomId')::uuid;
  if role_in(v_room.circle_id, p_person) is null and not is_guest_at(v_room.id, p_person) then
    return refuse('not_found', 'room');
  elsif not is_host_of(coalesce(v_room.parent_id, v_room.id), p_person) then
    return case when v_room.kind = 'breakout' then refuse('not_found', 'room') else refuse('forbidden', 'not_host') end;
  elsif v_room.closed_at is not null then
    return refuse('closed', 'room_closed', jsonb_build_object('parentId', v_room.parent_id));
  elsif v_room.kind = 'commons' or has_place(v_room.id, p_person) then
    update visitors set gone_at = null where room_id = v_room.id and person_id = p_person;
    return done(seat_reply((select no from seats where room_id = v_room.id and person_id = p_person), null,
      exists (select 1 from visitors where room_id = v_room.id and person_id = p_person)));
  end if;
  v_known := known_command(v_room.circle_id, p_person, p_command, p_digest);
  if v_known is not null then
    return v_known;
  end if;
  v_events := jsonb_build_array(write_event(v_room.id, p_person, 'visit:started', jsonb_build_object('memberId', p_person)));
  insert into visitors (room_id, person_id, no)
  values (v_room.id, p_person, (v_events -> 0 -> 'event' ->> 'seq')::integer);
  perform note_attendance(coalesce(v_room.parent_id, v_room.id), p_person);
  return conclude(v_room.circle_id, p_person, p_command, p_digest, seat_reply(null, null, true), v_events);
end $$;

-- Who leads in a table now: facilitators and stewards of the circle, and the host of the running session with
-- their co-hosts.
create or replace function is_host_of(p_table uuid, p_person uuid) returns boolean
language plpgsql stable as $$
begin
  return (
    select is_host_role(role_in(r.circle_id, p_person))
      or (role_in(r.circle_id, p_person) is not null
        and exists (select 1 from sessions s where s.room_id = r.id and s.ended_at is null
            and (s.host_id = p_person or s.co_hosts ? p_person::text)))
    from rooms r where r.id = p_table
  );
end $$;

create or replace function end_visit(p_room uuid, p_person uuid) returns jsonb
language plpgsql volatile as $$
begin
  delete from visitors where room_id = p_room and person_id = p_person;
  if not found then
    return '[]';
  end if;
  update rooms set epoch = epoch + 1 where id = p_room;
  return jsonb_build_array(write_event(p_room, p_person, 'visit:ended', jsonb_build_object('memberId', p_person)));
end $$;
