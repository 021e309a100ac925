create or replace function open_room(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_circle uuid := (p_input ->> 'circleId')::uuid;
  v_room uuid := (p_input ->> 'roomId')::uuid;
  v_body jsonb;
begin
  v := lock_for(v_circle, p_person, p_command, p_digest, roles_of(p_input));
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif is_table_like(v_circle, v_room, p_input ->> 'name', name_looks_of(p_input)) then
    return refuse('conflict', 'table_name_taken');
  end if;
  insert into rooms (id, circle_id, kind, name, looks, capacity, opened_at)
  values (v_room, v_circle, 'table', p_input ->> 'name', name_looks_of(p_input), (p_input ->> 'capacity')::integer,
    kith_now());
  perform add_slots(v_room, (p_input ->> 'capacity')::integer);
  v_body := jsonb_build_object('roomId', v_room, 'name', p_input ->> 'name', 'capacity', p_input -> 'capacity');
  return conclude(v_circle, p_person, p_command, p_digest, jsonb_build_object('roomId', v_room), jsonb_build_array(
    write_event((v.o_circle).commons_id, p_person, 'room:opened', v_body),
    write_event(v_room, p_person, 'room:opened', v_body)));
end $$;

-- Whether a table would be called, to the eye, like another one that is open in the circle. The caller holds the commons.
create or replace function is_table_like(p_circle uuid, p_room uuid, p_name text, p_looks text[]) returns boolean
language plpgsql stable as $$
begin
  return (
    select exists (
      select 1 from rooms where circle_id = p_circle and kind = 'table' and closed_at is null and id <> p_room
        and (looks && p_looks or lower(name) = lower(p_name)))
  );
end $$;

-- Locks a table with its circle's commons and its open breakouts.
create or replace function lock_table_rooms(p_room uuid, out o_commons uuid, out o_breakouts uuid[])
language plpgsql volatile as $$
begin
  select c.commons_id into o_commons from rooms r join circles c on c.id = r.circle_id where r.id = p_room;
  select coalesce(array_agg(id order by id), '{}') into o_breakouts
  from rooms where parent_id = p_room and closed_at is null;
  perform lock_rooms(o_breakouts || p_room || o_commons);
  -- Only who holds the table opens a breakout: those that came while we waited are younger, hence next in the order.
  select coalesce(array_agg(id order by id), '{}') into o_breakouts
  from rooms where parent_id = p_room and closed_at is null;
  perform lock_rooms(o_breakouts);
end $$;

-- For a member of the circle who may change something there. Its guests know the table, and change nothing.
create or replace function lock_table(
  p_room uuid, p_person uuid, p_command uuid, p_digest text,
  out o_room rooms, out o_commons uuid, out o_breakouts uuid[], out o_outcome jsonb
)
language plpgsql volatile as $$
declare
  v record;
begin
  v := lock_table_for_guests(p_room, p_person, p_command, p_digest);
  o_room := v.o_room;
  o_commons := v.o_commons;
  o_breakouts := v.o_breakouts;
  o_outcome := v.o_outcome;
  if role_in(o_room.circle_id, p_person) is null and is_guest_at(o_room.id, p_person) and o_room.kind = 'table' then
    o_outcome := refuse('forbidden', 'guest');
  end if;
end $$;

-- For everybody who belongs there, its guests too.
create or replace function lock_table_for_guests(
  p_room uuid, p_person uuid, p_command uuid, p_digest text,
  out o_room rooms, out o_commons uuid, out o_breakouts uuid[], out o_outcome jsonb
)
language plpgsql volatile as $$
declare
  v record;
begin
  v := lock_table_rooms(p_room);
  o_commons := v.o_commons;
  o_breakouts := v.o_breakouts;
  select * into o_room from rooms where id = p_room;
  if o_room.kind = 'breakout' or (role_in(o_room.circle_id, p_person) is null and not is_guest_at(p_room, p_person)) then
    o_outcome := refuse('not_found', 'room');
    return;
  end if;
  o_outcome := known_command(o_room.circle_id, p_person, p_command, p_digest);
  if o_outcome is not null then
    return;
  elsif o_room.kind = 'commons' then
    o_outcome := refuse('invalid', 'commons');
  elsif o_room.closed_at is not null then
    o_outcome := refuse('closed', 'room_closed');
  end if;
end $$;

-- Lowering the capacity never evicts: it is refused while more people sit, and whoever holds a higher number moves down.
create or replace function change_room(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_room uuid := (p_input ->> 'roomId')::uuid;
  v_capacity integer := (p_input ->> 'capacity')::integer;
  v_seat seats;
  v_no integer;
  v_body jsonb;
  v_events jsonb;
begin
  v := lock_table(v_room, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif not role_in((v.o_room).circle_id, p_person) = any (roles_of(p_input)) then
    return refuse('forbidden', 'role', jsonb_build_object('roles', p_input -> 'roles'));
  elsif (select count(*) from seats where room_id = v_room) > v_capacity then
    return refuse('conflict', 'seats_taken', jsonb_build_object('taken', (select count(*) from seats where room_id = v_room)));
  elsif is_table_like((v.o_room).circle_id, v_room, p_input ->> 'name', name_looks_of(p_input)) then
    return refuse('conflict', 'table_name_taken');
  end if;
  v_body := jsonb_build_object('roomId', v_room, 'name', p_input ->> 'name', 'capacity', v_capacity);
  v_events := jsonb_build_array(
    write_event((v.o_commons), p_person, 'room:changed', v_body), write_event(v_room, p_person, 'room:changed', v_body));
  update rooms set name = p_input ->> 'name', looks = name_looks_of(p_input), capacity = v_capacity where id = v_room;
  perform add_slots(v_room, v_capacity);
  for v_seat in select * from seats where room_id = v_room and no > v_capacity order by no loop
    v_no := free_number(v_room);
    update seats set no = v_no where room_id = v_room and no = v_seat.no;
    v_events := v_events || case when v_seat.offered_until is null
      then write_event(v_room, v_seat.person_id, 'seat:taken',
        jsonb_build_object('memberId', v_seat.person_id, 'no', v_no))
      else write_event(v_room, null, 'seat:offered',
        jsonb_build_object('memberId', v_seat.person_id, 'no', v_no, 'until', in_ms(v_seat.offered_until))) end;
  end loop;
  delete from seat_slots where room_id = v_room and no > v_capacity;
  return conclude((v.o_room).circle_id, p_person, p_command, p_digest, '{}', v_events || offer_seats(v_room));
end $$;

create or replace function close_room(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_room uuid := (p_input ->> 'roomId')::uuid;
  v_body jsonb := jsonb_build_object('roomId', p_input -> 'roomId');
begin
  v := lock_table(v_room, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif not role_in((v.o_room).circle_id, p_person) = any (roles_of(p_input)) then
    return refuse('forbidden', 'role', jsonb_build_object('roles', p_input -> 'roles'));
  elsif exists (select 1 from sessions where room_id = v_room and ended_at is null) then
    return refuse('conflict', 'session_running');
  end if;
  delete from seats where room_id = v_room;
  delete from line where room_id = v_room;
  delete from visitors where room_id = v_room;
  update help_calls set resolved_at = kith_now() where table_id = v_room and resolved_at is null and kind <> 'safety';
  update rooms set closed_at = kith_now(), epoch = epoch + 1 where id = v_room;
  return conclude((v.o_room).circle_id, p_person, p_command, p_digest, '{}', jsonb_build_array(
    write_event(v.o_commons, p_person, 'room:closed', v_body), write_event(v_room, p_person, 'room:closed', v_body)));
end $$;
