-- Coming to a room and going from it: a seat, a place in line.

create or replace function seat_reply(p_no integer, p_place integer, p_visiting boolean) returns jsonb
language sql stable parallel safe as $$
  select jsonb_build_object('no', p_no, 'place', p_place, 'visiting', p_visiting)
$$;

-- Takes a seat, or a place in line. The member's own seat comes back without an event, so a repeat changes nothing. What
-- decides is looked up in one statement after the locks, and whatever has nothing to do is not called: when people come, many
-- come at once.
create or replace function enter_room(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v_room_id uuid := (p_input ->> 'roomId')::uuid;
  v_moving boolean := coalesce((p_input ->> 'moving')::boolean, false);
  v_from uuid;
  v_table uuid;
  v_leaving uuid[] := '{}';
  v_room rooms;
  v_has_round boolean;
  v record;
  v_must_wait boolean;
  v_no integer;
  v_reply jsonb;
  v_events jsonb := '[]';
begin
  -- Whoever comes back to a breakout may have lost their seat at its table meanwhile, and takes one again.
  select parent_id into v_table from rooms r where id = v_room_id
    and not exists (select 1 from seats where room_id = r.id and person_id = p_person);
  if v_moving then
    select s.room_id into v_from from seats s join rooms r on r.circle_id = s.circle_id
    where r.id = v_room_id and r.kind = 'table' and s.person_id = p_person and s.in_table and s.offered_until is null
      and s.room_id <> v_room_id;
    perform lock_rooms(array[v_from, v_table, v_room_id]);
    v_leaving := case when v_from is null then '{}' else lock_breakouts_with(v_from, p_person) || v_from end;
  end if;
  perform lock_rooms(array[v_table, v_room_id]);
  select * into v_room from rooms where id = v_room_id;
  perform 1 from rooms where parent_id = v_room_id and closed_at is null order by id for no key update;
  v_has_round := found;
  select
    (select role from memberships where circle_id = v_room.circle_id and person_id = p_person and ended_at is null) as role,
    seat.no, seat.offered_until,
    exists (select 1 from commands
      where circle_id = v_room.circle_id and person_id = p_person and command_id = p_command) as is_known,
    (select room_id from seats where circle_id = v_room.circle_id and person_id = p_person and offered_until is null
      and room_id <> v_room_id and (v_room.kind = 'breakout' and room_id <> v_room.parent_id or v_room.kind = 'table' and in_table)
      order by in_table desc limit 1) as elsewhere,
    (select min(slot.no) from seat_slots slot where slot.room_id = v_room_id
      and not exists (select 1 from seats s where s.room_id = slot.room_id and s.no = slot.no)) as free,
    exists (select 1 from line where room_id = v_room_id) as has_line,
    exists (select 1 from line where room_id = v_room_id and person_id = p_person) as waits,
    exists (select 1 from visitors where room_id = v_room_id and person_id = p_person) as visits,
    v_room.kind = 'breakout' and not exists (select 1 from seats
      where room_id = v_room.parent_id and person_id = p_person and offered_until is null) as needs_table
  into v from (select) as one left join seats seat on seat.room_id = v_room_id and seat.person_id = p_person;

  if v.role is null and not is_guest_at(v_room.id, p_person) then
    return refuse('not_found', 'room');
  elsif v_room.kind = 'breakout' and v.no is null
    and not exists (select 1 from placements where room_id = v_room_id and person_id = p_person) then
    return refuse('not_found', 'room');
  elsif v_room.closed_at is not null then
    return refuse('closed', 'room_closed', jsonb_build_object('parentId', v_room.parent_id));
  elsif v_room.kind = 'commons' then
    return done(seat_reply(null, null, false));
  elsif v.no is not null and v.offered_until is null then
    update seats set gone_at = null where room_id = v_room_id and person_id = p_person and gone_at is not null;
    return done(seat_reply(v.no, null, false), end_stepping_out(v_room_id, p_person));
  elsif v.is_known then
    -- One that comes late takes nothing again: they may have left since, or sit elsewhere.
    return known_command(v_room.circle_id, p_person, p_command, p_digest);
  end if;

  -- A member sits in one table of a circle at a time, and in one breakout of it, where the host has placed them. Of tables
  -- the index seats_one_table has the last word.
  if v.elsewhere is not null and v_room.kind = 'breakout' then
    return refuse('conflict', 'placed_elsewhere', jsonb_build_object('roomId', v.elsewhere));
  elsif v.elsewhere is not null and not v_moving then
    return refuse('conflict', 'seated_elsewhere', jsonb_build_object('roomId', v.elsewhere));
  elsif v.elsewhere is distinct from v_from then
    v_leaving := '{}';
  end if;

  v_must_wait := v_room.kind = 'table' and (v.free is null or v.has_line);
  v_no := case when v.no is not null then v.no when not v_must_wait then v.free end;
  if v_no is null and v_room.kind = 'breakout' then
    return refuse('full', 'room_full');
  elsif v.needs_table then
    v_events := seat_at_table(v_room, v_table, p_person);
    if v_events is null then
      return refuse('full', 'room_full', jsonb_build_object('roomId', v_room.parent_id));
    end if;
  elsif v_no is null and v.role is null then
    -- Guests stand in no line, and pass nobody who does.
    return refuse('full', 'room_full');
  elsif v_no is null and not v.waits then
    v_events := jsonb_build_array(
      write_event(v_room_id, p_person, 'line:joined', jsonb_build_object('memberId', p_person)));
    insert into line (room_id, person_id, no)
    values (v_room_id, p_person, (v_events -> 0 -> 'event' ->> 'seq')::integer);
    v_events := v_events || offer_seats(v_room_id);
    select no into v_no from seats where room_id = v_room_id and person_id = p_person;
  end if;

  if v_no is not null then
    foreach v_from in array v_leaving loop
      v_events := v_events || free_seat(v_from, p_person, 'moved');
    end loop;
    if v.visits then
      v_events := v_events || end_visit(v_room_id, p_person);
    end if;
    v_events := v_events || seat_person(v_room, p_person, v_no);
    if v_room.kind = 'breakout' then
      v_events := v_events || pass_duties(v_room_id);
    elsif v_has_round then
      v_events := v_events || place_who_comes(v_room_id, p_person);
    end if;
  end if;
  v_reply := seat_reply(v_no, case when v_no is null then place_in_line(v_room_id, p_person) end, false);
  return conclude(v_room.circle_id, p_person, p_command, p_digest, v_reply, v_events);
end $$;

-- Seats somebody at the table of their breakout, by the rules of the table; null where that has no seat for them. It holds the
-- table's lock, unless the seat in the breakout was lost between the look and the lock: then they come again.
create or replace function seat_at_table(p_breakout rooms, p_locked uuid, p_person uuid) returns jsonb
language plpgsql volatile as $$
declare
  v_table rooms;
  v_no integer;
begin
  -- The seat that is offered to them, else one that nobody waits for.
  select no into v_no from seats where room_id = p_breakout.parent_id and person_id = p_person;
  if v_no is null and not exists (select 1 from line where room_id = p_breakout.parent_id) then
    v_no := free_number(p_breakout.parent_id);
  end if;
  if v_no is null or p_locked is null then
    return null;
  end if;
  select * into v_table from rooms where id = p_breakout.parent_id;
  return end_visit(v_table.id, p_person) || seat_person(v_table, p_person, v_no);
end $$;

-- Who comes to one room at the same moment: each as if they came alone, in their order, with one lock and one commit.
create or replace function enter_room_together(p_orders jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v_order jsonb;
  v_room uuid := (p_orders -> 0 -> 'input' ->> 'roomId')::uuid;
  v_outcomes jsonb[] := '{}';
begin
  -- The locks of all of them at once: a table before its breakouts.
  perform lock_rooms(array[v_room, (select parent_id from rooms where id = v_room and exists (
    select 1 from jsonb_array_elements(p_orders) o where not exists (
      select 1 from seats where room_id = v_room and person_id = (o ->> 'personId')::uuid)))]);
  for v_order in select jsonb_array_elements(p_orders) loop
    v_outcomes := v_outcomes || enter_room((v_order ->> 'personId')::uuid, (v_order ->> 'commandId')::uuid,
      v_order ->> 'digest', v_order -> 'input');
  end loop;
  return to_jsonb(v_outcomes);
end $$;

create or replace function leave_line(p_room uuid, p_person uuid) returns jsonb
language plpgsql volatile as $$
begin
  delete from line where room_id = p_room and person_id = p_person;
  if not found then
    return '[]';
  end if;
  return jsonb_build_array(write_event(p_room, p_person, 'line:left', jsonb_build_object('memberId', p_person)));
end $$;

-- Gives up whatever there is: seat, offer, place in line, visit. Leaving a table leaves its breakouts too; leaving a
-- breakout keeps the seat in its table.
create or replace function leave_room(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v_room rooms;
  v_breakouts uuid[];
  v_breakout uuid;
  v_known jsonb;
  v_events jsonb := '[]';
begin
  perform lock_rooms(array[(p_input ->> 'roomId')::uuid]);
  v_breakouts := lock_breakouts_with((p_input ->> 'roomId')::uuid, p_person);
  select * into v_room from rooms where id = (p_input ->> 'roomId')::uuid;
  -- Asked first: whoever has ended a visit to a breakout may read it no longer.
  v_known := known_command(v_room.circle_id, p_person, p_command, p_digest);
  if v_known is not null then
    return v_known;
  elsif not may_read(v_room.id, p_person) then
    return refuse('not_found', 'room');
  end if;
  foreach v_breakout in array v_breakouts loop
    v_events := v_events || free_seat(v_breakout, p_person, 'left');
  end loop;
  v_events := v_events || leave_line(v_room.id, p_person) || end_visit(v_room.id, p_person)
    || free_seat(v_room.id, p_person, 'left');
  return conclude(v_room.circle_id, p_person, p_command, p_digest, '{}', v_events);
end $$;
