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

-- Messages as they stand now, from a number on, and who said them: current words, reactions and marks in the order in which
-- they were added. These two are gathered once for the page, not for each message. As json, which is printed as it comes:
-- jsonb would be parsed, sorted and printed again for a page into which nobody looks.
create or replace function page_of(
  p_room uuid, p_from integer, p_before integer, p_limit integer, out o_messages json, out o_people uuid[]
)
language plpgsql stable as $$
begin
  with page as materialized (
    select * from events where room_id = p_room and seq >= p_from and seq < p_before and kind = 'message:sent'
    order by seq desc limit p_limit
  ), liked as (
    select seq, json_agg(json_build_object('emoji', emoji, 'memberIds', people) order by first_seq) as reactions
    from (
      select seq, emoji, min(added_seq) as first_seq, json_agg(person_id order by added_seq) as people
      from reactions where room_id = p_room and seq in (select seq from page) group by seq, emoji
    ) each group by seq
  ), marked as (
    select seq, json_agg(json_build_object('mark', mark, 'memberId', person_id) order by added_seq) as marks
    from marks where room_id = p_room and seq in (select seq from page) group by seq
  )
  select coalesce(json_agg(
      case when m.body ? 'both' then (said::jsonb || jsonb_build_object('both', m.body -> 'both'))::json else said end
      order by m.seq), '[]'), array_agg(distinct m.person_id)
  into o_messages, o_people
  from page m left join events r on r.room_id = p_room and r.seq = m.revised_by
    left join liked on liked.seq = m.seq left join marked on marked.seq = m.seq,
    lateral (select json_build_object('seq', m.seq, 'memberId', m.person_id, 'at', in_ms(m.at), 'replyTo', m.body -> 'replyTo',
      'text', case when m.revised_by is null then m.body -> 'text' else coalesce(r.body -> 'text', 'null') end,
      'edited', coalesce(r.kind = 'message:edited', false),
      'reactions', coalesce(reactions, '[]'), 'marks', coalesce(marks, '[]')) as said) as one;
end $$;

-- The same, to be looked into.
create or replace function messages_before(p_room uuid, p_before integer, p_limit integer) returns jsonb
language sql stable as $$
  select o_messages::jsonb from page_of(p_room, 1, p_before, p_limit)
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

create or replace function seats_in(p_room uuid) returns jsonb
language plpgsql stable as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('memberId', person_id, 'no', no, 'offeredUntil', in_ms(offered_until))
      || case when out_until is null then '{}' else jsonb_build_object('outUntil', in_ms(out_until)) end order by no), '[]')
    from seats where room_id = p_room
  );
end $$;

-- The state of a room that folding its events leads to, with its newest messages from a number on, and the names of
-- everybody in it.
create or replace function snapshot_from(p_room uuid, p_from integer) returns json
language plpgsql stable as $$
begin
  return (
    select json_build_object(
      'state', json_build_object(
        'roomId', r.id, 'circleId', r.circle_id, 'kind', r.kind, 'mode', r.mode, 'name', r.name, 'capacity', r.capacity,
        'parentId', r.parent_id, 'isOpen', r.closed_at is null, 'head', r.last_seq, 'seats', seats, 'line', waiting,
        'visitors', visiting, 'session', session, 'guests', guests, 'round', round, 'timer', timer,
        'scheduled', (select coalesce(jsonb_agg(jsonb_build_object('preparedId', prepared_id, 'at', in_ms(due_at),
          'isMissed', missed_at is not null) order by due_at, prepared_id), '[]') from openings where room_id = r.id),
        'messages', page.o_messages),
      'serverNow', in_ms(kith_now()),
      'names', names_in(r.circle_id, array(
        select unnest(page.o_people)
        union select (jsonb_path_query(seats || guests, '$[*].memberId') #>> '{}')::uuid
        union select (jsonb_array_elements_text(waiting || visiting))::uuid
        union select (jsonb_path_query(guests, '$[*].invitedBy') #>> '{}')::uuid
        -- Who leads need not sit here, and a guest knows of nobody else.
        union select (session ->> 'hostId')::uuid
        union select (jsonb_array_elements_text(session -> 'coHostIds'))::uuid
        union select (jsonb_path_query(round, '$.breakouts[*].memberIds[*]') #>> '{}')::uuid
        union select (jsonb_path_query(round, '$.words[*].memberId') #>> '{}')::uuid
        union select (timer ->> 'memberId')::uuid)))
    from rooms r
      cross join page_of(r.id, p_from, 2147483647, 50) as page
      cross join seats_in(r.id) as seats
      cross join session_state(r.id) as session
      cross join round_state(r) as round
      cross join timer_state(r.id) as timer
      cross join lateral (select case when r.closed_at is null then guests_of(coalesce(r.parent_id, r.id)) else '[]' end) as g (guests)
      cross join lateral (select coalesce(jsonb_agg(person_id order by no), '[]') from line where room_id = r.id) as l (waiting)
      cross join lateral (
        select coalesce(jsonb_agg(person_id order by no), '[]') from visitors where room_id = r.id) as v (visiting)
    where r.id = p_room
  );
end $$;

-- One snapshot for all members who ask for it at the same moment, and each one's own: how far they have read, and for a guest
-- what stands since their session began. Null where nothing is theirs.
create or replace function snapshots_of(p_room uuid, p_people uuid[]) returns json
language plpgsql stable as $$
begin
  return (
    select json_build_object(
      'shared', case when bool_or(sees_from = 1) then snapshot_from(p_room, 1) end,
      'own', json_agg(case when sees_from is not null then json_build_object('read', coalesce(marker.seq, 0),
        'own', case when sees_from > 1 then snapshot_from(p_room, sees_from) end) end order by i))
    from unnest(p_people) with ordinality as person (id, i)
      cross join readable_from(p_room, person.id) as sees_from
      left join read_markers marker on marker.person_id = person.id and marker.room_id = p_room
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
    select jsonb_build_object('messages', page.o_messages,
      'hasMore', exists (select 1 from events e where e.room_id = r.id and e.kind = 'message:sent'
        and e.seq < coalesce((page.o_messages -> 0 ->> 'seq')::integer, 0) and e.seq >= v_from),
      'names', names_in(r.circle_id, page.o_people))
    from rooms r cross join page_of(r.id, v_from, (p_input ->> 'before')::integer, (p_input ->> 'limit')::integer) as page
    where r.id = (p_input ->> 'roomId')::uuid and v_from is not null
  );
end $$;
