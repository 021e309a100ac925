-- Rounds whose people choose their breakouts themselves: the seats are rows like any others, so no breakout is ever fuller
-- than it was opened for, however many press at the same moment (INV-5).

-- Opens breakouts in which nobody is placed. Who leads gives their names and seats, how long people may choose, and what
-- becomes of whoever has not chosen by then: they stay in the room, or are placed where there are fewest.
create or replace function offer_round(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_parent uuid := (p_input ->> 'roomId')::uuid;
  v_round uuid := (p_input ->> 'roundId')::uuid;
  v_no integer;
  v_until timestamptz;
  v_ends timestamptz;
  v_body jsonb;
  v_group jsonb;
  v_events jsonb;
begin
  v := lock_for_round(v_parent, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif not are_last_cards((v.o_session).id, p_input -> 'breakouts') then
    return refuse('conflict', 'stale');
  end if;
  select count(*) + 1 into v_no from rounds where session_id = (v.o_session).id;
  v_until := kith_now() + (p_input ->> 'chooseSeconds')::integer * interval '1 second';
  v_ends := v_until + (p_input ->> 'minutes')::integer * interval '1 minute';
  insert into rounds (id, circle_id, session_id, parent_id, no, task, overridden, sitting_out, late, opened_at, ends_at)
  values (v_round, (v.o_room).circle_id, (v.o_session).id, v_parent, v_no, p_input ->> 'task', false,
    (select coalesce(jsonb_agg(person_id), '[]') from sit_outs where room_id = v_parent),
    coalesce(p_input ->> 'late', case p_input ->> 'rest' when 'stay' then 'stay' else 'smallest' end), kith_now(), v_ends);
  insert into timers (id, kind, room_id, round_id, due_at)
  values ((p_input ->> 'timerId')::uuid, 'round:close', v_parent, v_round, v_ends);
  perform end_openings(v_parent, null);
  insert into choosings (round_id, until_at, rest) values (v_round, v_until, p_input ->> 'rest');
  v_body := jsonb_build_object('roundId', v_round, 'no', v_no, 'task', p_input ->> 'task', 'endsAt', in_ms(v_ends));
  v_events := jsonb_build_array(write_event(v_parent, p_person, 'round:opened', v_body || jsonb_build_object(
    'overridden', false, 'breakouts', p_input -> 'breakouts', 'choosingUntil', in_ms(v_until))));
  for v_group in select jsonb_array_elements(p_input -> 'breakouts') loop
    v_events := v_events || open_breakout(v.o_room, v_group, false, p_person, v_body);
  end loop;
  return conclude((v.o_room).circle_id, p_person, p_command, p_digest,
    jsonb_build_object('roundId', v_round, 'endsAt', in_ms(v_ends), 'choosingUntil', in_ms(v_until)), v_events);
end $$;

-- Whoever sits in the room takes a free seat, or with no breakout goes back to the room.
create or replace function choose_breakout(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_to uuid := (p_input ->> 'breakoutId')::uuid;
  v_refusal jsonb;
begin
  v := lock_round_for_seated((p_input ->> 'roomId')::uuid, (p_input ->> 'roundId')::uuid, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif not exists (select 1 from choosings
    where round_id = (v.o_round).id and ended_at is null and until_at > kith_now()) then
    return refuse('closed', 'chosen');
  elsif v_to is not null then
    v_refusal := placement_refusal(v.o_round, p_person, v_to);
  end if;
  return coalesce(v_refusal, conclude((v.o_round).circle_id, p_person, p_command, p_digest, '{}',
    move_member(v.o_round, p_person, v_to, p_person)));
end $$;

-- The time to choose is up. The caller holds the locks of the room and its breakouts.
create or replace function end_choosing(p_round uuid) returns jsonb
language plpgsql volatile as $$
declare
  v_rest text;
  v_round rounds;
  v_member uuid;
  v_events jsonb;
begin
  update choosings set ended_at = kith_now() where round_id = p_round and ended_at is null and until_at <= kith_now()
  returning rest into v_rest;
  select * into v_round from rounds where id = p_round and closed_at is null;
  if v_rest is null or v_round.id is null then
    return '[]';
  end if;
  v_events := jsonb_build_array(
    write_event(v_round.parent_id, null, 'round:chosen', jsonb_build_object('roundId', p_round)));
  if v_rest = 'place' then
    for v_member in select person_id from seats where room_id = v_round.parent_id and offered_until is null
      and cardinality(breakouts_with(v_round.parent_id, person_id)) = 0 order by no
    loop
      v_events := v_events || place_late(v_round.parent_id, v_member);
    end loop;
  end if;
  return v_events;
end $$;

-- Whether somebody who comes to this table now is left to choose, or to stay: nobody places them unasked.
create or replace function is_left_to_choose(p_table uuid) returns boolean
language plpgsql stable as $$
begin
  return (
    select exists (select 1 from rounds d where d.parent_id = p_table and d.closed_at is null
      and (d.late = 'stay' or exists (select 1 from choosings c where c.round_id = d.id and c.ended_at is null)))
  );
end $$;
