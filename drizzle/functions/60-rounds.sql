-- Rounds of breakouts. One call opens or closes everything: nobody is ever between two rooms.

-- Locks a table in which somebody who leads there opens a round: a session runs, and no other round is open.
create or replace function lock_for_round(
  p_room uuid, p_person uuid, p_command uuid, p_digest text,
  out o_room rooms, out o_session sessions, out o_outcome jsonb
)
language plpgsql volatile as $$
declare
  v record;
begin
  v := lock_table(p_room, p_person, p_command, p_digest);
  o_room := v.o_room;
  o_outcome := v.o_outcome;
  if o_outcome is not null then
    return;
  elsif not is_host_of(p_room, p_person) then
    o_outcome := refuse('forbidden', 'not_host');
    return;
  end if;
  select * into o_session from sessions where room_id = p_room and ended_at is null;
  if o_session.id is null then
    o_outcome := refuse('conflict', 'no_session');
  elsif exists (select 1 from rounds where parent_id = p_room and closed_at is null) then
    o_outcome := refuse('conflict', 'round_open');
  end if;
end $$;

create or replace function open_round(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_begun jsonb;
begin
  v := lock_for_round((p_input ->> 'roomId')::uuid, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  end if;
  v_begun := begin_round(v.o_room, v.o_session, p_person, p_input);
  if not (v_begun ->> 'ok')::boolean then
    return v_begun;
  end if;
  return conclude((v.o_room).circle_id, p_person, p_command, p_digest, v_begun -> 'reply', v_begun -> 'events');
end $$;

-- Opens a round, for a host or, with no person, for the clock; the caller holds the locks. Every placed member must sit in
-- the parent at this moment, and everybody who sits there must be placed or sitting out; otherwise the answer is "stale", and
-- whoever composed the groups looks again. So it is with cards that are not those of the last round any more.
create or replace function begin_round(p_parent rooms, p_session sessions, p_person uuid, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v_round uuid := (p_input ->> 'roundId')::uuid;
  v_overridden boolean := (p_input ->> 'overridden')::boolean;
  v_seated jsonb;
  v_expected jsonb;
  v_group jsonb;
  v_no integer;
  v_ends timestamptz;
  v_round_body jsonb;
  v_events jsonb;
begin
  select coalesce(jsonb_agg(person_id order by person_id), '[]') into v_seated
  from seats where room_id = p_parent.id and offered_until is null;
  select coalesce(jsonb_agg(id order by id), '[]') into v_expected from (
    select jsonb_array_elements_text(g -> 'memberIds')::uuid as id from jsonb_array_elements(p_input -> 'breakouts') g
    union all select s.person_id from seats s where s.room_id = p_parent.id and s.offered_until is null
      and p_input -> 'sittingOut' ? s.person_id::text) as expected;
  if v_seated <> v_expected or exists (select 1 from sit_outs s, jsonb_array_elements(p_input -> 'breakouts') g
      where s.room_id = p_parent.id and g -> 'memberIds' ? s.person_id::text)
    or not are_last_cards(p_session.id, p_input -> 'breakouts') then
    return refuse('conflict', 'stale');
  elsif exists (
    select 1 from jsonb_array_elements(p_input -> 'breakouts') g
    where are_apart(p_parent.circle_id, array(select jsonb_array_elements_text(g -> 'memberIds')::uuid))) then
    return refuse('infeasible', 'people');
  end if;

  select count(*) + 1 into v_no from rounds where session_id = p_session.id;
  v_ends := kith_now() + (p_input ->> 'minutes')::integer * interval '1 minute';
  insert into rounds (id, circle_id, session_id, parent_id, no, task, overridden, sitting_out, late, opened_at, ends_at)
  values (v_round, p_parent.circle_id, p_session.id, p_parent.id, v_no, p_input ->> 'task', v_overridden,
    p_input -> 'sittingOut', coalesce(p_input ->> 'late', 'smallest'), kith_now(), v_ends);
  insert into timers (id, kind, room_id, round_id, due_at)
  values ((p_input ->> 'timerId')::uuid, 'round:close', p_parent.id, v_round, v_ends);
  perform end_openings(p_parent.id, (p_input ->> 'preparedId')::uuid);
  insert into duties (circle_id, round_id, person_id, duty, served_at)
  select p_parent.circle_id, v_round, member_id::uuid, duty, kith_now()
  from jsonb_each_text(p_input -> 'served') as served (member_id, duty);
  v_round_body := jsonb_build_object('roundId', v_round, 'no', v_no, 'task', p_input ->> 'task', 'endsAt', in_ms(v_ends));
  v_events := jsonb_build_array(write_event(p_parent.id, p_person, 'round:opened', v_round_body
    || jsonb_build_object('overridden', v_overridden, 'breakouts', p_input -> 'breakouts',
      'reasons', p_input -> 'reasons', 'duties', p_input -> 'served')
    || jsonb_strip_nulls(jsonb_build_object('preparedId', p_input -> 'preparedId'))));
  for v_group in select jsonb_array_elements(p_input -> 'breakouts') loop
    v_events := v_events || open_breakout(p_parent,
      v_group || jsonb_build_object('duties', duties_among(v_group -> 'memberIds', p_input -> 'served')),
      v_overridden, p_person, v_round_body);
  end loop;
  return done(jsonb_build_object('roundId', v_round, 'endsAt', in_ms(v_ends), 'breakouts', p_input -> 'breakouts',
    'repaired', p_input -> 'repaired'), v_events);
end $$;

-- A breakout: its slots are ten, fewer where people choose, eleven only with the logged override; whoever is placed holds a
-- seat from its first event.
create or replace function open_breakout(
  p_parent rooms, p_group jsonb, p_overridden boolean, p_person uuid, p_round jsonb
) returns jsonb
language plpgsql volatile as $$
declare
  v_room uuid := (p_group ->> 'roomId')::uuid;
  v_capacity integer := coalesce((p_group ->> 'seats')::integer, greatest(10, jsonb_array_length(p_group -> 'memberIds')));
begin
  insert into rooms (id, circle_id, kind, name, capacity, overridden, mode, parent_id, round_id, opened_at)
  values (v_room, p_parent.circle_id, 'breakout', p_group ->> 'name', v_capacity, p_overridden, p_parent.mode, p_parent.id,
    (p_round ->> 'roundId')::uuid, kith_now());
  perform add_slots(v_room, v_capacity);
  insert into seats (room_id, no, circle_id, person_id, in_table, taken_at, gone_at)
  select v_room, no, p_parent.circle_id, id::uuid, false, kith_now(), case when is_here(id::uuid) then null else kith_now() end
  from jsonb_array_elements_text(p_group -> 'memberIds') with ordinality as placed (id, no);
  insert into placements (round_id, person_id, room_id, placed_at, no)
  select (p_round ->> 'roundId')::uuid, id::uuid, v_room, kith_now(), no
  from jsonb_array_elements_text(p_group -> 'memberIds') with ordinality as placed (id, no);
  insert into breakout_duties (room_id, duty, person_id)
  select v_room, duty, member_id::uuid from jsonb_each_text(p_group -> 'duties') as held (member_id, duty);
  if p_group ? 'handed' then
    insert into handings (room_id, from_id) values (v_room, (p_group -> 'handed' ->> 'breakoutId')::uuid);
  end if;
  return write_event(v_room, p_person, 'breakout:opened', p_round || jsonb_strip_nulls(jsonb_build_object(
    'parentId', p_parent.id, 'name', p_group ->> 'name', 'memberIds', p_group -> 'memberIds', 'seats', p_group -> 'seats',
    'handed', p_group -> 'handed', 'duties', p_group -> 'duties', 'guests', nullif(guests_of(p_parent.id), '[]'))));
end $$;

-- Ends an open round: the caller holds the locks of the parent and of its breakouts. Everybody's seat in the parent was
-- kept, so everybody is back in it, joined or not; who is away now gets the full grace time from here.
create or replace function end_round(p_round uuid, p_person uuid, p_reason text) returns jsonb
language plpgsql volatile as $$
declare
  v_round rounds;
  v_room uuid;
  v_body jsonb;
  v_events jsonb;
begin
  update rounds set closed_at = kith_now(), closed_because = p_reason where id = p_round and closed_at is null
  returning * into v_round;
  if not found then
    return '[]';
  end if;
  update timers set done_at = kith_now() where round_id = p_round and done_at is null;
  delete from sit_outs where room_id = v_round.parent_id;
  delete from connected_breakouts where a_id in (select id from rooms where round_id = p_round);
  v_body := jsonb_build_object('roundId', p_round, 'reason', p_reason);
  v_events := jsonb_build_array(write_event(v_round.parent_id, p_person, 'round:closed', v_body));
  for v_room in select id from rooms where round_id = p_round and closed_at is null order by id loop
    delete from seats where room_id = v_room;
    delete from visitors where room_id = v_room;
    delete from time_asks where room_id = v_room;
    delete from turn_timers where room_id = v_room;
    update rooms set closed_at = kith_now(), epoch = epoch + 1 where id = v_room;
    v_events := v_events || write_event(v_room, p_person, 'round:closed', v_body);
  end loop;
  update seats set gone_at = kith_now() where room_id = v_round.parent_id and gone_at is not null;
  return v_events || post_harvest(v_round);
end $$;

-- Locks the parent of an open round for one of its hosts.
create or replace function lock_round(
  p_room uuid, p_round uuid, p_person uuid, p_command uuid, p_digest text,
  out o_round rounds, out o_outcome jsonb
)
language plpgsql volatile as $$
begin
  select t.o_outcome into o_outcome from lock_table(p_room, p_person, p_command, p_digest) t;
  if o_outcome is not null then
    return;
  end if;
  select * into o_round from rounds where id = p_round and parent_id = p_room;
  if o_round.id is null then
    o_outcome := refuse('not_found', 'round');
  elsif not is_host_of(p_room, p_person) then
    o_outcome := refuse('forbidden', 'not_host');
  elsif o_round.closed_at is not null then
    o_outcome := refuse('closed', 'already');
  end if;
end $$;

-- The same for somebody at the table, a member or a guest, who moves in the round themselves.
create or replace function lock_round_for_seated(
  p_room uuid, p_round uuid, p_person uuid, p_command uuid, p_digest text,
  out o_round rounds, out o_outcome jsonb
)
language plpgsql volatile as $$
begin
  select t.o_outcome into o_outcome from lock_table_for_guests(p_room, p_person, p_command, p_digest) t;
  if o_outcome is not null then
    return;
  end if;
  select * into o_round from rounds where id = p_round and parent_id = p_room;
  if o_round.id is null then
    o_outcome := refuse('not_found', 'round');
  elsif o_round.closed_at is not null then
    o_outcome := refuse('closed', 'already');
  elsif not exists (select 1 from seats where room_id = p_room and person_id = p_person and offered_until is null) then
    o_outcome := refuse('forbidden', 'no_seat');
  end if;
end $$;

-- The parent first, then the open breakouts by id.
create or replace function room_of_round(p_round rounds) returns setof uuid
language sql stable as $$
  select p_round.parent_id
  union all (select id from rooms where round_id = p_round.id and closed_at is null order by id)
$$;

-- A host's word to all, or to one breakout.
create or replace function announce(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_breakout uuid := (p_input ->> 'breakoutId')::uuid;
  v_room uuid;
  v_body jsonb := jsonb_strip_nulls(jsonb_build_object('wordId', gen_random_uuid(), 'text', p_input -> 'text',
    'breakoutId', p_input -> 'breakoutId'));
  v_event jsonb;
  v_events jsonb := '[]';
begin
  v := lock_round((p_input ->> 'roomId')::uuid, (p_input ->> 'roundId')::uuid, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif v_breakout is not null and not is_open_breakout(v.o_round, v_breakout) then
    return refuse('not_found', 'breakout');
  end if;
  for v_room in select id from room_of_round(v.o_round) id where v_breakout is null or id = v_breakout loop
    v_event := write_event(v_room, p_person, 'host:announced', v_body);
    insert into host_words (round_id, room_id, seq) values ((v.o_round).id, v_room, (v_event #>> '{event,seq}')::integer);
    v_events := v_events || v_event;
  end loop;
  return conclude((v.o_round).circle_id, p_person, p_command, p_digest, '{}', v_events);
end $$;
