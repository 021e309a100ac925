-- What people read. Each of these is "stable": it sees one snapshot of the database throughout, so a state and its head
-- always belong together (INV-13). Null means: not yours, or not there, which look the same (INV-6).

-- Also of those who have left, and of guests; as a member somebody goes by the name that they have there.
create or replace function names_in(p_circle uuid, p_people uuid[]) returns jsonb
language plpgsql stable as $$
begin
  return (
    select coalesce(jsonb_object_agg(person_id, name order by weight), '{}') from (
      select person_id, name, case when ended_at is null then 2 else 0 end as weight from memberships
      where circle_id = p_circle and person_id = any (p_people)
      union all select person_id, name, 1 from guests where circle_id = p_circle and person_id = any (p_people)
    ) known
  );
end $$;

-- Messages as they stand now: current words, reactions and marks in the order in which they were added. These two are
-- gathered once for the page, not for each message.
create or replace function messages_before(p_room uuid, p_before integer, p_limit integer) returns jsonb
language plpgsql stable as $$
begin
  return (
    with page as materialized (
      select * from events where room_id = p_room and seq < p_before and kind = 'message:sent' order by seq desc limit p_limit
    ), liked as (
      select seq, jsonb_agg(jsonb_build_object('emoji', emoji, 'memberIds', people) order by first_seq) as reactions
      from (
        select seq, emoji, min(added_seq) as first_seq, jsonb_agg(person_id order by added_seq) as people
        from reactions where room_id = p_room and seq in (select seq from page) group by seq, emoji
      ) each group by seq
    ), marked as (
      select seq, jsonb_agg(jsonb_build_object('mark', mark, 'memberId', person_id) order by added_seq) as marks
      from marks where room_id = p_room and seq in (select seq from page) group by seq
    )
    select coalesce(jsonb_agg(jsonb_build_object(
      'seq', m.seq, 'memberId', m.person_id, 'at', in_ms(m.at), 'replyTo', m.body -> 'replyTo',
      'text', case when m.revised_by is null then m.body -> 'text' else coalesce(r.body -> 'text', 'null') end,
      'edited', coalesce(r.kind = 'message:edited', false),
      'reactions', coalesce(reactions, '[]'), 'marks', coalesce(marks, '[]'))
      || case when m.body ? 'both' then jsonb_build_object('both', m.body -> 'both') else '{}' end order by m.seq), '[]')
    from page m left join events r on r.room_id = p_room and r.seq = m.revised_by
      left join liked on liked.seq = m.seq left join marked on marked.seq = m.seq
  );
end $$;

-- What of a page of messages was said from a number on.
create or replace function said_from(p_messages jsonb, p_from integer) returns jsonb
language sql stable parallel safe as $$
  select case when p_from <= 1 then p_messages
    else jsonb_path_query_array(p_messages, '$[*] ? (@.seq >= $from)', jsonb_build_object('from', p_from)) end
$$;

-- What hosts said in a room while this round is open, the newest 20 in their order; nothing at all where nothing was said.
create or replace function words_in(p_round uuid, p_room uuid) returns jsonb
language plpgsql stable as $$
begin
  return (
    select case when count(*) = 0 then '{}' else jsonb_build_object('words', jsonb_agg(jsonb_build_object(
      'wordId', body -> 'wordId', 'memberId', person_id, 'text', body -> 'text', 'at', in_ms(at),
      'isForAll', not body ? 'breakoutId') order by seq)) end
    from (select e.* from host_words w join events e using (room_id, seq) where w.round_id = p_round and w.room_id = p_room
      order by seq desc limit 20) said
  );
end $$;

create or replace function round_state(p_room rooms) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('roundId', d.id, 'parentId', d.parent_id, 'no', d.no, 'task', d.task,
      'endsAt', in_ms(coalesce(p_room.ends_at, d.ends_at)), 'asked', asked_in(p_room.id),
      'connected', case when p_room.kind = 'breakout' then connected_with(p_room.id) else '[]' end, 'duties', duties_in(p_room.id),
      'breakouts', (
        select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('roomId', r.id, 'name', r.name, 'memberIds', (
            select coalesce(jsonb_agg(person_id order by no), '[]') from placements where room_id = r.id),
            'seats', case when c.round_id is not null then r.capacity end,
            'handed', (select jsonb_build_object('breakoutId', f.id, 'name', f.name)
              from handings h join rooms f on f.id = h.from_id where h.room_id = r.id))) order by r.id), '[]')
        from rooms r where r.round_id = d.id and r.closed_at is null and (p_room.kind <> 'breakout' or r.id = p_room.id)))
      || case when c.ended_at is null and c.until_at is not null and p_room.kind <> 'breakout'
        then jsonb_build_object('choosingUntil', in_ms(c.until_at)) else '{}' end
      || words_in(d.id, p_room.id)
    from rounds d left join choosings c on c.round_id = d.id
    where d.closed_at is null and not (p_room.kind = 'breakout' and p_room.closed_at is not null) and d.id = coalesce(p_room.round_id, (
      select id from rounds where parent_id = p_room.id and closed_at is null))
  );
end $$;

create or replace function session_state(p_room uuid) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('sessionId', id, 'hostId', host_id, 'coHostIds', co_hosts, 'title', title,
      'startedAt', in_ms(started_at))
    from sessions where room_id = p_room and ended_at is null
  );
end $$;

create or replace function room_state(p_room rooms) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object(
      'roomId', p_room.id, 'circleId', p_room.circle_id, 'kind', p_room.kind, 'mode', p_room.mode, 'name', p_room.name,
      'capacity', p_room.capacity, 'parentId', p_room.parent_id, 'isOpen', p_room.closed_at is null, 'head', p_room.last_seq,
      'seats', (select coalesce(jsonb_agg(jsonb_build_object('memberId', person_id, 'no', no,
        'offeredUntil', in_ms(offered_until))
        || case when out_until is null then '{}' else jsonb_build_object('outUntil', in_ms(out_until)) end order by no), '[]') from seats where room_id = p_room.id),
      'line', (select coalesce(jsonb_agg(person_id order by no), '[]') from line where room_id = p_room.id),
      'visitors', (select coalesce(jsonb_agg(person_id order by no), '[]') from visitors where room_id = p_room.id),
      'session', session_state(p_room.id),
      'guests', case when p_room.closed_at is null then guests_of(coalesce(p_room.parent_id, p_room.id)) else '[]' end,
      'round', round_state(p_room),
      'timer', timer_state(p_room.id),
      'scheduled', (select coalesce(jsonb_agg(jsonb_build_object('preparedId', prepared_id, 'at', in_ms(due_at),
        'isMissed', missed_at is not null) order by due_at, prepared_id), '[]') from openings where room_id = p_room.id),
      'messages', messages_before(p_room.id, 2147483647, 50))
  );
end $$;

create or replace function look_room_snapshot(p_person uuid, p_input jsonb) returns jsonb
language plpgsql stable as $$
declare
  v_from integer := readable_from((p_input ->> 'roomId')::uuid, p_person);
begin
  return (
    select jsonb_build_object('state', state, 'serverNow', in_ms(kith_now()),
      'read', coalesce((select seq from read_markers where person_id = p_person and room_id = r.id), 0),
      'names', names_in(r.circle_id, (
        select array_agg(distinct id::uuid) from (
          select jsonb_path_query(state, '$.messages[*].memberId') #>> '{}' as id
          union all select jsonb_path_query(state, '$.seats[*].memberId') #>> '{}'
          union all select jsonb_path_query(state, '$.line[*]') #>> '{}'
          union all select jsonb_path_query(state, '$.visitors[*]') #>> '{}'
          union all select jsonb_path_query(state, '$.guests[*].memberId') #>> '{}'
          union all select jsonb_path_query(state, '$.guests[*].invitedBy') #>> '{}'
          -- Who leads need not sit here, and a guest knows of nobody else.
          union all select state -> 'session' ->> 'hostId'
          union all select jsonb_path_query(state, '$.session.coHostIds[*]') #>> '{}'
          union all select jsonb_path_query(state, '$.round.breakouts[*].memberIds[*]') #>> '{}'
          union all select jsonb_path_query(state, '$.round.words[*].memberId') #>> '{}'
          union all select state -> 'timer' ->> 'memberId') as named)))
    from rooms r, lateral room_state(r) as whole, lateral (select case when v_from > 1
      then whole || jsonb_build_object('messages', said_from(whole -> 'messages', v_from)) else whole end as state) as theirs
    where r.id = (p_input ->> 'roomId')::uuid and v_from is not null
  );
end $$;

create or replace function event_json(p_event events) returns jsonb
language sql stable as $$
  select jsonb_build_object('roomId', p_event.room_id, 'seq', p_event.seq, 'kind', p_event.kind,
    'memberId', p_event.person_id, 'at', in_ms(p_event.at), 'body', p_event.body)
$$;

-- What stands in the place of an event that is not for its reader.
create or replace function withheld_json(p_event events) returns jsonb
language sql stable as $$
  select event_json(p_event) || '{"kind": "event:withheld", "memberId": null, "body": {}}'
$$;

create or replace function look_room_catch_up(p_person uuid, p_input jsonb) returns jsonb
language plpgsql stable as $$
declare
  v_from integer := readable_from((p_input ->> 'roomId')::uuid, p_person);
begin
  return (
    select jsonb_build_object('head', r.last_seq, 'serverNow', in_ms(kith_now()),
      'tooFar', too_far,
      'events', case when too_far then '[]' else coalesce(page.events, '[]') end,
      'names', names_in(r.circle_id, page.people))
    from rooms r,
      lateral (select r.last_seq - (p_input ->> 'after')::integer > (p_input ->> 'replayAtMost')::integer
        or (p_input ->> 'after')::integer < v_from - 1 as too_far) as far,
      lateral (
        select jsonb_agg(case when withheld then withheld_json(e) else event_json(e) end order by e.seq) as events,
          array_agg(distinct e.person_id) filter (where not withheld) as people
        from events e, lateral (select v_from > 1 and is_of_before(e.kind, e.body, v_from) as withheld) as judged
        where e.room_id = r.id and e.seq > (p_input ->> 'after')::integer
          and e.seq <= (p_input ->> 'after')::bigint + (p_input ->> 'limit')::integer and e.seq >= v_from
      ) as page
    where r.id = (p_input ->> 'roomId')::uuid and v_from is not null
  );
end $$;

create or replace function look_room_messages(p_person uuid, p_input jsonb) returns jsonb
language plpgsql stable as $$
declare
  v_from integer := readable_from((p_input ->> 'roomId')::uuid, p_person);
begin
  return (
    select jsonb_build_object('messages', page,
      'hasMore', exists (select 1 from events e where e.room_id = r.id and e.kind = 'message:sent'
        and e.seq < coalesce((page -> 0 ->> 'seq')::integer, 0) and e.seq >= v_from),
      'names', names_in(r.circle_id, (
        select array_agg(distinct (m ->> 'memberId')::uuid) from jsonb_array_elements(page) m)))
    from rooms r, lateral said_from(
      messages_before(r.id, (p_input ->> 'before')::integer, (p_input ->> 'limit')::integer), v_from) as page
    where r.id = (p_input ->> 'roomId')::uuid and v_from is not null
  );
end $$;
