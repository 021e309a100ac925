-- Harvest cards: what a breakout brings back. Its people write the card together while it is open; the clock or the host who
-- ends the round posts it in the room, in the same transaction; its people may correct it for a day.

create or replace function harvest_of(p_room uuid) returns harvests
language plpgsql stable as $$
begin
  return (
    select newest from harvests newest where room_id = p_room order by version desc limit 1
  );
end $$;

create or replace function is_blank_card(p_card jsonb) returns boolean
language sql stable parallel safe as $$
  select coalesce(p_card ->> 'headline', '') = '' and coalesce(p_card ->> 'question', '') = ''
    and coalesce(jsonb_array_length(p_card -> 'insights') + jsonb_array_length(p_card -> 'decisions')
      + jsonb_array_length(p_card -> 'actions') + jsonb_array_length(p_card -> 'wins'), 0) = 0
$$;

-- Whether a breakout went up in another one, and with whom: the list then tells who its people were.
create or replace function merged_from(p_room uuid) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_path_query_array(body, '$.members[*].memberId') from events
    where room_id = p_room and kind = 'breakout:merged' and body ->> 'fromId' = p_room::text
  );
end $$;

-- The people of a breakout in the order in which they came; once it is closed nothing changes them.
create or replace function roster_of(p_room uuid) returns jsonb
language plpgsql stable as $$
begin
  return (
    select coalesce(merged_from(p_room),
      (select jsonb_agg(person_id order by no) from placements where room_id = p_room), '[]')
  );
end $$;

-- Whether a breakout brings something back: one without a card does not where it went up in another, or where nobody sat.
create or replace function reports_back(p_room uuid) returns boolean
language plpgsql stable as $$
begin
  return not is_blank_card((harvest_of(p_room)).card)
    or (merged_from(p_room) is null and roster_of(p_room) <> '[]');
end $$;

-- Posts the cards of a round that has just ended, in the order of its breakouts, which is that of reporting back. Where
-- nothing was noted the card is null.
create or replace function post_harvest(p_round rounds) returns jsonb
language plpgsql volatile as $$
declare
  v_rooms uuid[];
  v_no integer := 0;
  v_room rooms;
  v_harvest harvests;
  v_events jsonb := '[]';
begin
  select coalesce(array_agg(r.id order by r.id), '{}') into v_rooms from rooms r
  where r.round_id = p_round.id and reports_back(r.id);
  for v_room in select * from rooms where id = any (v_rooms) order by id loop
    v_no := v_no + 1;
    v_harvest := harvest_of(v_room.id);
    v_events := v_events || write_event(p_round.parent_id, null, 'harvest:posted', jsonb_build_object(
      'roundId', p_round.id, 'breakoutId', v_room.id, 'name', v_room.name, 'no', v_no, 'of', cardinality(v_rooms),
      'memberIds', roster_of(v_room.id), 'version', coalesce(v_harvest.version, 0),
      'card', case when not is_blank_card(v_harvest.card) then v_harvest.card end));
  end loop;
  return v_events;
end $$;

create or replace function save_harvest(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v_room rooms;
  v_round rounds;
  v_known jsonb;
  v_version integer;
  v_body jsonb;
  v_events jsonb := '[]';
begin
  select * into v_room from rooms where id = (p_input ->> 'roomId')::uuid;
  perform lock_rooms(array[v_room.parent_id, v_room.id]);
  select * into v_room from rooms where id = v_room.id;
  perform hold_membership(v_room, p_person);
  if v_room.kind is distinct from 'breakout' or not may_read(v_room.id, p_person) then
    return refuse('not_found', 'room');
  end if;
  select * into v_round from rounds where id = v_room.round_id;
  v_known := known_command(v_room.circle_id, p_person, p_command, p_digest);
  v_version := coalesce((harvest_of(v_room.id)).version, 0);
  if v_known is not null then
    return v_known;
  elsif v_room.closed_at is null and not has_place(v_room.id, p_person) then
    return refuse('forbidden', 'no_seat');
  elsif v_round.closed_at + (p_input ->> 'correctWithinMs')::bigint * interval '1 millisecond' < kith_now() then
    return refuse('closed', 'harvest_over');
  elsif exists (select 1 from jsonb_array_elements(p_input -> 'card' -> 'actions') a
    where a ->> 'ownerId' is not null and role_in(v_room.circle_id, (a ->> 'ownerId')::uuid) is null
      and not exists (select 1 from guests where session_id = v_round.session_id and person_id = (a ->> 'ownerId')::uuid)
      -- Whoever has left meanwhile keeps what they took on, until somebody gives it to another.
      and not exists (select 1 from jsonb_array_elements((harvest_of(v_room.id)).card -> 'actions') k
        where k ->> 'ownerId' = a ->> 'ownerId')) then
    return refuse('not_found', 'member');
  elsif v_version <> (p_input ->> 'version')::integer then
    return refuse('conflict', 'stale', jsonb_build_object('version', v_version));
  end if;
  insert into harvests (room_id, version, card, saved_by, saved_at)
  values (v_room.id, v_version + 1, p_input -> 'card', p_person, kith_now());
  v_body := jsonb_build_object('roundId', v_round.id, 'breakoutId', v_room.id, 'version', v_version + 1,
    'card', p_input -> 'card');
  if v_room.closed_at is null then
    v_events := jsonb_build_array(write_event(v_room.id, p_person, 'harvest:saved', v_body));
  elsif v_round.closed_at is not null and exists (select 1 from rooms where id = v_room.parent_id and closed_at is null) then
    v_events := jsonb_build_array(write_event(v_room.parent_id, p_person, 'harvest:corrected', v_body));
  end if;
  return conclude(v_room.circle_id, p_person, p_command, p_digest, jsonb_build_object('version', v_version + 1), v_events);
end $$;

-- The breakouts whose cards can be passed on: those of the last round of a session that has ended, as they were posted.
create or replace function last_cards(p_session uuid) returns jsonb
language plpgsql stable as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('breakoutId', r.id, 'name', r.name, 'memberIds', roster_of(r.id),
      'isBlank', coalesce((select is_blank_card(card) from harvests where room_id = r.id order by version desc limit 1), true))
      order by r.id), '[]')
    from rooms r
    where r.round_id = (select id from rounds where session_id = p_session and closed_at is not null order by no desc limit 1)
      and reports_back(r.id)
  );
end $$;

create or replace function are_last_cards(p_session uuid, p_breakouts jsonb) returns boolean
language plpgsql stable as $$
begin
  return (
    select not exists (select 1 from jsonb_array_elements(p_breakouts) g where g ? 'handed' and not exists (
      select 1 from jsonb_array_elements(last_cards(p_session)) card
      where card -> 'breakoutId' = g -> 'handed' -> 'breakoutId'))
  );
end $$;
