-- What hosts change in a round that is open: who sits where, and how many breakouts there are. Each is one call under the
-- locks of the parent and of all its open breakouts, so nobody is ever in two breakouts or in none by half.

-- Why somebody cannot be placed in a breakout, or null. Whoever cannot sit with these people, for whatever reason, gets the
-- same answer: nothing about anybody can be read from it.
create or replace function placement_refusal(p_round rounds, p_member uuid, p_to uuid) returns jsonb
language plpgsql stable as $$
begin
  return (
    select case
      when not exists (select 1 from rooms where id = p_to and round_id = p_round.id and closed_at is null)
        then refuse('not_found', 'breakout')
      when not exists (select 1 from seats where room_id = p_to and person_id = p_member) and free_number(p_to) is null
        then refuse('full', 'room_full')
      when not exists (select 1 from seats
          where room_id = p_round.parent_id and person_id = p_member and offered_until is null)
        or exists (select 1 from sit_outs where room_id = p_round.parent_id and person_id = p_member)
        or exists (select 1 from placements p where p.room_id = p_to and p.person_id <> p_member
          and are_apart(p_round.circle_id, array[p_member, p.person_id]))
        then refuse('infeasible', 'people')
    end
  );
end $$;

-- Moves somebody to a breakout, from another one or from the room; or, with no breakout, back to the room. The caller has
-- asked placement_refusal. What was said before in the breakout that they leave is no longer theirs to read, nor what follows.
create or replace function move_member(p_round rounds, p_member uuid, p_to uuid, p_by uuid) returns jsonb
language plpgsql volatile as $$
declare
  v_from uuid;
  v_room uuid;
  v_no integer;
  v_body jsonb;
  v_events jsonb := '[]';
begin
  select p.room_id into v_from from placements p join rooms r on r.id = p.room_id and r.closed_at is null
  where p.round_id = p_round.id and p.person_id = p_member;
  if v_from is not distinct from p_to and (p_to is null
    or exists (select 1 from seats where room_id = p_to and person_id = p_member)) then
    return v_events;
  end if;
  if v_from is not null then
    delete from seats where room_id = v_from and person_id = p_member;
    update rooms set epoch = epoch + 1 where id = v_from;
  end if;
  if p_to is null then
    delete from placements where round_id = p_round.id and person_id = p_member;
  else
    -- Whoever is placed sits out no longer.
    update rounds set sitting_out = sitting_out - p_member::text where id = p_round.id and sitting_out ? p_member::text;
    v_events := end_visit(p_to, p_member);
    v_no := free_number(p_to);
    perform seat_placed(p_round, p_member, p_to, v_no);
  end if;
  v_body := jsonb_build_object('roundId', p_round.id, 'memberId', p_member, 'fromId', v_from, 'toId', p_to, 'no', v_no);
  for v_room in select distinct id from unnest(array[p_round.parent_id, v_from, p_to]) id where id is not null order by id loop
    v_events := v_events || write_event(v_room, p_by, 'round:moved', v_body);
  end loop;
  return v_events || pass_duties(v_from) || pass_duties(p_to);
end $$;

create or replace function seat_placed(p_round rounds, p_member uuid, p_to uuid, p_no integer) returns void
language plpgsql volatile as $$
begin
  insert into placements (round_id, person_id, room_id, placed_at, no)
  values (p_round.id, p_member, p_to, kith_now(), (select coalesce(max(no), 0) + 1 from placements where room_id = p_to))
  on conflict (round_id, person_id) do update
    set room_id = excluded.room_id, placed_at = excluded.placed_at, no = excluded.no;
  if p_no is not null then
    insert into seats (room_id, no, circle_id, person_id, in_table, taken_at, gone_at)
    values (p_to, p_no, p_round.circle_id, p_member, false, kith_now(), case when is_here(p_member) then null else kith_now() end);
  end if;
end $$;

create or replace function move_in_round(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_member uuid := (p_input ->> 'memberId')::uuid;
  v_to uuid := (p_input ->> 'breakoutId')::uuid;
  v_refusal jsonb;
begin
  v := lock_round((p_input ->> 'roomId')::uuid, (p_input ->> 'roundId')::uuid, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif v_to is not null then
    v_refusal := placement_refusal(v.o_round, v_member, v_to);
  end if;
  return coalesce(v_refusal, conclude((v.o_round).circle_id, p_person, p_command, p_digest, '{}',
    move_member(v.o_round, v_member, v_to, p_person)));
end $$;

create or replace function add_breakout(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_parent rooms;
  v_before integer;
  v_group jsonb;
  v_event jsonb;
begin
  v := lock_round((p_input ->> 'roomId')::uuid, (p_input ->> 'roundId')::uuid, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  end if;
  select count(*) into v_before from rooms where round_id = (v.o_round).id;
  if v_before >= (p_input ->> 'most')::integer then
    return refuse('conflict', 'breakouts', jsonb_build_object('max', p_input -> 'most'));
  end if;
  v_group := jsonb_build_object('roomId', p_input -> 'breakoutId', 'memberIds', '[]'::jsonb,
    'name', coalesce(p_input ->> 'name', (
      select 'Breakout ' || no from generate_series(v_before + 1, 2 * v_before + 1) no
      where not exists (select 1 from rooms where round_id = (v.o_round).id and name = 'Breakout ' || no) order by no limit 1)));
  if exists (select 1 from choosings where round_id = (v.o_round).id) then
    v_group := v_group || '{"seats": 10}';
  end if;
  select * into v_parent from rooms where id = (v.o_round).parent_id;
  v_event := write_event(v_parent.id, p_person, 'breakout:added',
    jsonb_build_object('roundId', (v.o_round).id, 'breakout', v_group));
  return conclude((v.o_round).circle_id, p_person, p_command, p_digest,
    jsonb_build_object('breakoutId', p_input -> 'breakoutId'),
    jsonb_build_array(v_event, open_breakout(v_parent, v_group, false, p_person, jsonb_build_object('roundId', (v.o_round).id,
      'no', (v.o_round).no, 'task', (v.o_round).task, 'endsAt', in_ms((v.o_round).ends_at)))));
end $$;

-- Ends one breakout; the round goes on. The last one ends with its round only.
create or replace function end_breakout(p_round rounds, p_room uuid, p_by uuid, p_kind text, p_body jsonb) returns jsonb
language plpgsql volatile as $$
begin
  update seats set gone_at = kith_now() where room_id = p_round.parent_id and gone_at is not null
    and person_id in (select person_id from seats where room_id = p_room);
  delete from seats where room_id = p_room;
  delete from visitors where room_id = p_room;
  delete from time_asks where room_id = p_room;
  delete from turn_timers where room_id = p_room;
  update rooms set closed_at = kith_now(), epoch = epoch + 1 where id = p_room;
  return jsonb_build_array(
    write_event(p_round.parent_id, p_by, p_kind, p_body), write_event(p_room, p_by, p_kind, p_body))
    || end_connections(p_round, p_room, p_by);
end $$;

create or replace function close_breakout(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_room uuid := (p_input ->> 'breakoutId')::uuid;
begin
  v := lock_round((p_input ->> 'roomId')::uuid, (p_input ->> 'roundId')::uuid, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif not is_open_breakout(v.o_round, v_room) then
    return refuse('not_found', 'breakout');
  elsif (select count(*) from rooms where round_id = (v.o_round).id and closed_at is null) = 1 then
    return refuse('conflict', 'last_breakout');
  end if;
  return conclude((v.o_round).circle_id, p_person, p_command, p_digest, '{}', end_breakout(v.o_round, v_room, p_person,
    'breakout:closed', jsonb_build_object('roundId', (v.o_round).id, 'breakoutId', v_room, 'memberIds', seated_in(v_room)))
    || settle_end(v.o_round, p_person));
end $$;

-- Brings everybody of one breakout into another; together they must not be more than ten.
create or replace function merge_breakouts(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_from uuid := (p_input ->> 'breakoutId')::uuid;
  v_into uuid := (p_input ->> 'intoId')::uuid;
  v_placed placements;
  v_no integer;
  v_until timestamptz;
  v_out jsonb[] := '{}';
  v_stepped jsonb;
  v_body jsonb;
  v_members jsonb := '[]';
  v_events jsonb;
begin
  v := lock_round((p_input ->> 'roomId')::uuid, (p_input ->> 'roundId')::uuid, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif v_from = v_into or 2 <> (select count(*) from rooms
    where id in (v_from, v_into) and round_id = (v.o_round).id and closed_at is null) then
    return refuse('not_found', 'breakout');
  elsif (select capacity from rooms where id = v_into) < (select count(*) from seats where room_id in (v_from, v_into)) then
    return refuse('full', 'room_full');
  elsif exists (select 1 from placements a, placements b where a.room_id = v_from and b.room_id = v_into
    and are_apart((v.o_round).circle_id, array[a.person_id, b.person_id])) then
    return refuse('infeasible', 'people');
  end if;
  for v_placed in select p.* from placements p
    where p.room_id = v_from and (role_in((v.o_round).circle_id, p.person_id) is not null or is_guest_at(v_from, p.person_id))
    order by p.no
  loop
    v_no := case when exists (select 1 from seats where room_id = v_from and person_id = v_placed.person_id)
      then free_number(v_into) end;
    perform end_visit_unsaid(v_into, v_placed.person_id);
    select out_until into v_until from seats where room_id = v_from and person_id = v_placed.person_id;
    perform seat_placed(v.o_round, v_placed.person_id, v_into, v_no);
    -- Whoever has stepped out is waited for as long as was said.
    if v_until is not null and v_no is not null then
      update seats set out_until = v_until where room_id = v_into and person_id = v_placed.person_id;
      v_out := v_out || jsonb_build_object('memberId', v_placed.person_id, 'until', in_ms(v_until));
    end if;
    v_members := v_members || jsonb_build_object('memberId', v_placed.person_id, 'no', v_no);
  end loop;
  v_body := jsonb_build_object('roundId', (v.o_round).id, 'fromId', v_from, 'intoId', v_into, 'members', v_members);
  v_events := end_breakout(v.o_round, v_from, p_person, 'breakout:merged', v_body);
  v_events := v_events || write_event(v_into, p_person, 'breakout:merged', v_body);
  foreach v_stepped in array v_out loop
    v_events := v_events || write_event(v_into, (v_stepped ->> 'memberId')::uuid, 'seat:stepped-out', v_stepped);
  end loop;
  return conclude((v.o_round).circle_id, p_person, p_command, p_digest, '{}',
    v_events || pass_duties(v_into) || settle_end(v.o_round, p_person));
end $$;

-- Whoever is seated visits no longer; the event that seats them says so.
create or replace function end_visit_unsaid(p_room uuid, p_person uuid) returns void
language plpgsql volatile as $$
begin
  delete from visitors where room_id = p_room and person_id = p_person;
end $$;
