-- Seats are rows; a number beyond the capacity has no slot to refer to, so one person too many cannot be written (INV-5).
-- Every function here runs under the lock of the room's row.

-- From which number on somebody may read a room's log now, null for whom it is not: the commons and tables every member, the
-- table of their session its guests from where it began, a breakout those who were placed in it and hosts who visit. All
-- reading goes through here. What is not yours is not_found (INV-6).
create or replace function readable_from(p_room uuid, p_person uuid) returns integer
language plpgsql stable as $$
begin
  return (
    select case when m.person_id is null and r.kind = 'table' then g.from_seq else 1 end
    from rooms r
      left join memberships m on m.circle_id = r.circle_id and m.person_id = p_person and m.ended_at is null
      left join guests g on g.room_id = coalesce(r.parent_id, r.id) and g.person_id = p_person and g.ended_at is null
        and (r.round_id is null or g.session_id = (select session_id from rounds where id = r.round_id))
    where r.id = p_room and (m.person_id is not null or g.person_id is not null) and (r.kind <> 'breakout'
        or exists (select 1 from placements p where p.room_id = r.id and p.person_id = p_person)
        or exists (select 1 from visitors v where v.room_id = r.id and v.person_id = p_person)
        -- Who was merged into another breakout may still read what was said in their own, where nothing follows.
        or (r.closed_at is not null and exists (select 1 from events e
          where e.room_id = r.id and e.kind = 'breakout:merged' and e.body ->> 'fromId' = r.id::text
            and e.body -> 'members' @> jsonb_build_array(jsonb_build_object('memberId', p_person)))))
  );
end $$;

create or replace function may_read(p_room uuid, p_person uuid) returns boolean
language plpgsql stable as $$
begin
  return readable_from(p_room, p_person) is not null;
end $$;

-- Whether one living node has a device of this person.
create or replace function is_here(p_person uuid) returns boolean
language plpgsql stable as $$
begin
  return (
    select exists (
      select 1 from connections c join nodes n on n.id = c.node_id
      where c.person_id = p_person and n.lease_until > kith_now())
  );
end $$;

create or replace function add_slots(p_room uuid, p_capacity integer) returns void
language plpgsql volatile as $$
begin
  insert into seat_slots (room_id, no) select p_room, generate_series(1, p_capacity) on conflict do nothing;
end $$;

create or replace function free_number(p_room uuid) returns integer
language plpgsql stable as $$
begin
  return (
    select min(slot.no) from seat_slots slot
    where slot.room_id = p_room and not exists (select 1 from seats s where s.room_id = slot.room_id and s.no = slot.no)
  );
end $$;

-- Who was there, silent or not: written when somebody sits or visits while a session runs.
create or replace function note_attendance(p_room uuid, p_person uuid) returns void
language plpgsql volatile as $$
begin
  insert into attendances (session_id, person_id, from_at)
  select id, p_person, kith_now() from sessions where room_id = p_room and ended_at is null
  on conflict do nothing;
end $$;

create or replace function seat_person(p_room rooms, p_person uuid, p_no integer) returns jsonb
language plpgsql volatile as $$
begin
  with waiting as (
    delete from line where room_id = p_room.id and person_id = p_person
  ), attending as (
    insert into attendances (session_id, person_id, from_at)
    select id, p_person, kith_now() from sessions where room_id = p_room.id and ended_at is null
    on conflict do nothing
  )
  insert into seats (room_id, no, circle_id, person_id, in_table, taken_at)
  values (p_room.id, p_no, p_room.circle_id, p_person, p_room.kind = 'table', kith_now())
  on conflict (room_id, person_id) do update set offered_until = null, gone_at = null, taken_at = kith_now();
  return write_event(p_room.id, p_person, 'seat:taken', jsonb_build_object('memberId', p_person, 'no', p_no));
end $$;

-- Offers each free number to the first in line who is here, held for two minutes; nobody else gets it meanwhile.
create or replace function offer_seats(p_room uuid) returns jsonb
language plpgsql volatile as $$
declare
  v_room rooms;
  v_no integer;
  v_person uuid;
  v_until timestamptz;
  v_events jsonb := '[]';
begin
  select * into v_room from rooms where id = p_room;
  loop
    v_no := free_number(p_room);
    exit when v_no is null or v_room.closed_at is not null;
    select person_id into v_person from line where room_id = p_room and is_here(person_id) order by no limit 1;
    exit when not found;
    v_until := kith_now() + interval '2 minutes';
    delete from line where room_id = p_room and person_id = v_person;
    insert into seats (room_id, no, circle_id, person_id, in_table, taken_at, offered_until)
    values (p_room, v_no, v_room.circle_id, v_person, true, kith_now(), v_until);
    v_events := v_events || write_event(p_room, null, 'seat:offered',
      jsonb_build_object('memberId', v_person, 'no', v_no, 'until', in_ms(v_until)));
  end loop;
  return v_events;
end $$;

-- Ends a seat or an offer. Somebody loses access, so the epoch rises first and the event carries the new one.
create or replace function free_seat(p_room uuid, p_person uuid, p_reason text) returns jsonb
language plpgsql volatile as $$
declare
  v_seat seats;
begin
  delete from seats where room_id = p_room and person_id = p_person returning * into v_seat;
  if not found then
    return '[]';
  end if;
  update rooms set epoch = epoch + 1 where id = p_room;
  return jsonb_build_array(write_event(p_room, p_person, 'seat:left',
      jsonb_build_object('memberId', p_person, 'no', v_seat.no, 'reason', p_reason)))
    || offer_seats(p_room) || pass_duties(p_room);
end $$;

-- Takes whatever somebody has in a room, says so in its log, and gives the seat on. The caller has raised the epoch.
create or replace function put_out(p_room uuid, p_person uuid, p_by uuid, p_kind text, p_body jsonb) returns jsonb
language plpgsql volatile as $$
begin
  delete from seats where room_id = p_room and person_id = p_person;
  delete from line where room_id = p_room and person_id = p_person;
  delete from visitors where room_id = p_room and person_id = p_person;
  return jsonb_build_array(write_event(p_room, p_by, p_kind, p_body)) || offer_seats(p_room) || pass_duties(p_room);
end $$;

-- The open breakouts of a table in which somebody has a place, by id.
create or replace function breakouts_with(p_parent uuid, p_person uuid) returns uuid[]
language plpgsql stable as $$
begin
  return (
    select coalesce(array_agg(r.id order by r.id), '{}') from rooms r join seats s on s.room_id = r.id
    where r.parent_id = p_parent and r.closed_at is null and s.person_id = p_person
  );
end $$;

-- Locks them. Asked under the lock of the table: until then a host may still place or move somebody.
create or replace function lock_breakouts_with(p_parent uuid, p_person uuid) returns uuid[]
language plpgsql volatile as $$
declare
  v_breakouts uuid[] := breakouts_with(p_parent, p_person);
begin
  perform lock_rooms(v_breakouts);
  return v_breakouts;
end $$;

create or replace function place_in_line(p_room uuid, p_person uuid) returns integer
language plpgsql stable as $$
begin
  return (
    select count(*)::integer from line other join line mine on mine.room_id = other.room_id
    where mine.room_id = p_room and mine.person_id = p_person and other.no <= mine.no
  );
end $$;
