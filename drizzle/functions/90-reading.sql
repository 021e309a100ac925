-- What people read. Each of these is "stable": it sees one snapshot of the database throughout, so a state and its head
-- always belong together (INV-13). Null means: not yours, or not there, which look the same (INV-6).

create or replace function names_in(p_circle uuid, p_people uuid[]) returns jsonb
language sql stable as $$
  select coalesce(jsonb_object_agg(person_id, name), '{}') from memberships
  where circle_id = p_circle and person_id = any (p_people)
$$;

create or replace function reactions_to(p_room uuid, p_seq integer) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('emoji', emoji, 'memberIds', people) order by first_seq), '[]')
  from (
    select emoji, min(added_seq) as first_seq, jsonb_agg(person_id order by added_seq) as people
    from reactions where room_id = p_room and seq = p_seq group by emoji
  ) each
$$;

create or replace function marks_on(p_room uuid, p_seq integer) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('mark', mark, 'memberId', person_id) order by added_seq), '[]')
  from marks where room_id = p_room and seq = p_seq
$$;

-- Messages as they stand now: current words, reactions and marks in the order in which they were added.
create or replace function messages_before(p_room uuid, p_before integer, p_limit integer) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'seq', m.seq, 'memberId', m.person_id, 'at', in_ms(m.at), 'replyTo', m.body -> 'replyTo',
    'text', case when m.revised_by is null then m.body -> 'text' else coalesce(r.body -> 'text', 'null') end,
    'edited', coalesce(r.kind = 'message:edited', false),
    'reactions', reactions_to(p_room, m.seq), 'marks', marks_on(p_room, m.seq)) order by m.seq), '[]')
  from (
    select * from events where room_id = p_room and seq < p_before and kind = 'message:sent' order by seq desc limit p_limit
  ) m left join events r on r.room_id = m.room_id and r.seq = m.revised_by
$$;

create or replace function round_state(p_room rooms) returns jsonb
language sql stable as $$
  select jsonb_build_object('roundId', d.id, 'parentId', d.parent_id, 'no', d.no, 'task', d.task, 'endsAt', in_ms(d.ends_at),
    'breakouts', (
      select coalesce(jsonb_agg(jsonb_build_object('roomId', r.id, 'name', r.name, 'memberIds', (
          select opened.body -> 'memberIds' from events opened where opened.room_id = r.id and opened.seq = 1)) order by r.id), '[]')
      from rooms r where r.round_id = d.id and (p_room.kind <> 'breakout' or r.id = p_room.id)))
  from rounds d
  where d.closed_at is null and d.id = coalesce(p_room.round_id, (
    select id from rounds where parent_id = p_room.id and closed_at is null))
$$;

create or replace function session_state(p_room uuid) returns jsonb
language sql stable as $$
  select jsonb_build_object('sessionId', id, 'hostId', host_id, 'title', title, 'startedAt', in_ms(started_at))
  from sessions where room_id = p_room and ended_at is null
$$;

create or replace function room_state(p_room rooms) returns jsonb
language sql stable as $$
  select jsonb_build_object(
    'roomId', p_room.id, 'circleId', p_room.circle_id, 'kind', p_room.kind, 'mode', p_room.mode, 'name', p_room.name,
    'capacity', p_room.capacity, 'parentId', p_room.parent_id, 'isOpen', p_room.closed_at is null, 'head', p_room.last_seq,
    'seats', (select coalesce(jsonb_agg(jsonb_build_object('memberId', person_id, 'no', no,
      'offeredUntil', in_ms(offered_until)) order by no), '[]') from seats where room_id = p_room.id),
    'line', (select coalesce(jsonb_agg(person_id order by no), '[]') from line where room_id = p_room.id),
    'visitors', (select coalesce(jsonb_agg(person_id order by no), '[]') from visitors where room_id = p_room.id),
    'session', session_state(p_room.id),
    'round', round_state(p_room),
    'messages', messages_before(p_room.id, 2147483647, 50))
$$;

create or replace function look_room_snapshot(p_person uuid, p_input jsonb) returns jsonb
language sql stable as $$
  select jsonb_build_object('state', state, 'serverNow', in_ms(kith_now()),
    'read', coalesce((select seq from read_markers where person_id = p_person and room_id = r.id), 0),
    'names', names_in(r.circle_id, (
      select array_agg(distinct id::uuid) from (
        select jsonb_path_query(state, '$.messages[*].memberId') #>> '{}' as id
        union all select jsonb_path_query(state, '$.seats[*].memberId') #>> '{}'
        union all select jsonb_path_query(state, '$.line[*]') #>> '{}'
        union all select jsonb_path_query(state, '$.visitors[*]') #>> '{}'
        union all select jsonb_path_query(state, '$.round.breakouts[*].memberIds[*]') #>> '{}') as named)))
  from rooms r, lateral room_state(r) as state
  where r.id = (p_input ->> 'roomId')::uuid and may_read(r.id, p_person)
$$;

create or replace function event_json(p_event events) returns jsonb
language sql immutable as $$
  select jsonb_build_object('roomId', p_event.room_id, 'seq', p_event.seq, 'kind', p_event.kind,
    'memberId', p_event.person_id, 'at', in_ms(p_event.at), 'body', p_event.body)
$$;

create or replace function look_room_catch_up(p_person uuid, p_input jsonb) returns jsonb
language sql stable as $$
  select jsonb_build_object('head', r.last_seq, 'serverNow', in_ms(kith_now()),
    'tooFar', too_far,
    'events', case when too_far then '[]' else coalesce(page.events, '[]') end,
    'names', names_in(r.circle_id, page.people))
  from rooms r,
    lateral (select r.last_seq - (p_input ->> 'after')::integer > (p_input ->> 'replayAtMost')::integer as too_far) as far,
    lateral (
      select jsonb_agg(event_json(e) order by e.seq) as events, array_agg(distinct e.person_id) as people from events e
      where e.room_id = r.id and e.seq > (p_input ->> 'after')::integer
        and e.seq <= (p_input ->> 'after')::bigint + (p_input ->> 'limit')::integer
    ) as page
  where r.id = (p_input ->> 'roomId')::uuid and may_read(r.id, p_person)
$$;

create or replace function look_room_messages(p_person uuid, p_input jsonb) returns jsonb
language sql stable as $$
  select jsonb_build_object('messages', page,
    'hasMore', exists (select 1 from events e where e.room_id = r.id and e.kind = 'message:sent'
      and e.seq < coalesce((page -> 0 ->> 'seq')::integer, 0)),
    'names', names_in(r.circle_id, (
      select array_agg(distinct (m ->> 'memberId')::uuid) from jsonb_array_elements(page) m)))
  from rooms r, lateral messages_before(r.id, (p_input ->> 'before')::integer, (p_input ->> 'limit')::integer) as page
  where r.id = (p_input ->> 'roomId')::uuid and may_read(r.id, p_person)
$$;

create or replace function room_card(p_room rooms) returns jsonb
language sql stable as $$
  select jsonb_build_object('roomId', p_room.id, 'kind', p_room.kind, 'name', p_room.name, 'capacity', p_room.capacity,
    'session', session_state(p_room.id))
$$;

create or replace function recap_cards(p_circle uuid, p_limit integer) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('recapId', id, 'roomId', room_id, 'title', title, 'signedBy', signed_by,
    'signedAt', in_ms(signed_at)) order by signed_at desc, id desc), '[]')
  from (select * from recaps where circle_id = p_circle and signed_at is not null
    order by signed_at desc, id desc limit p_limit) newest
$$;

create or replace function look_circle_view(p_person uuid, p_input jsonb) returns jsonb
language sql stable as $$
  select jsonb_build_object('circleId', c.id, 'commonsId', c.commons_id, 'head', commons.last_seq, 'facts', circle_facts(c),
    'members', (select jsonb_agg(jsonb_build_object('memberId', person_id, 'name', name, 'role', role,
      'joinedAt', in_ms(joined_at)) order by joined_seq) from memberships where circle_id = c.id and ended_at is null),
    'rooms', (select jsonb_agg(room_card(r) order by r.kind <> 'commons', r.opened_at, r.id) from rooms r
      where r.circle_id = c.id and r.closed_at is null and r.kind <> 'breakout'),
    'recaps', recap_cards(c.id, 5))
  from circles c join rooms commons on commons.id = c.commons_id
  where c.id = (p_input ->> 'circleId')::uuid and role_in(c.id, p_person) is not null
$$;

create or replace function look_circle_table(p_person uuid, p_input jsonb) returns jsonb
language sql stable as $$
  select jsonb_build_object(
    'rooms', (select jsonb_agg(room_card(r) || jsonb_build_object('head', r.last_seq, 'read', coalesce(m.seq, 0),
        'unread', (select count(*) from (
          select 1 from events e left join events v on v.room_id = e.room_id and v.seq = e.revised_by
          where e.room_id = r.id and e.seq > coalesce(m.seq, 0) and e.kind = 'message:sent' and e.person_id <> p_person
            and coalesce(v.kind <> 'message:removed', true) limit 100) unread),
        'taken', (select count(*) from seats where room_id = r.id),
        'waiting', (select count(*) from line where room_id = r.id)) order by r.kind <> 'commons', r.opened_at, r.id)
      from rooms r left join read_markers m on m.room_id = r.id and m.person_id = p_person
      where r.circle_id = c.id and r.closed_at is null and r.kind <> 'breakout'),
    'seatedIn', (select room_id from seats where circle_id = c.id and person_id = p_person and in_table and offered_until is null),
    'placedIn', (select room_id from seats where circle_id = c.id and person_id = p_person and not in_table),
    'recaps', recap_cards(c.id, 5))
  from circles c where c.id = (p_input ->> 'circleId')::uuid and role_in(c.id, p_person) is not null
$$;

create or replace function look_circle_invites(p_person uuid, p_input jsonb) returns jsonb
language sql stable as $$
  select jsonb_build_object(
    'invites', (select coalesce(jsonb_agg(jsonb_build_object('inviteId', i.id, 'addressee', i.addressee, 'reason', i.reason,
        'inviterId', i.inviter_id, 'madeAt', in_ms(i.made_at), 'expiresAt', in_ms(i.expires_at),
        'state', invite_state(i)) order by i.made_at desc, i.id desc), '[]') from invites i where i.circle_id = c.id),
    'line', (select coalesce(jsonb_agg(jsonb_build_object('memberId', person_id, 'name', name) order by no), '[]')
      from circle_line where circle_id = c.id))
  from circles c where c.id = (p_input ->> 'circleId')::uuid and is_host_role(role_in(c.id, p_person))
$$;

create or replace function look_circle_recaps(p_person uuid, p_input jsonb) returns jsonb
language sql stable as $$
  select jsonb_build_object('recaps', recap_cards(c.id, 500),
    'unsigned', (select coalesce(jsonb_agg(jsonb_build_object('sessionId', s.id, 'roomId', s.room_id, 'roomName', r.name,
        'title', s.title, 'endedAt', in_ms(s.ended_at)) order by s.ended_at desc), '[]')
      from sessions s join rooms r on r.id = s.room_id
      where s.circle_id = c.id and s.ended_at is not null and may_edit_recap(s, p_person)
        and not exists (select 1 from recaps where session_id = s.id and signed_at is not null)))
  from circles c where c.id = (p_input ->> 'circleId')::uuid and role_in(c.id, p_person) is not null
$$;

create or replace function look_me(p_person uuid, p_input jsonb) returns jsonb
language sql stable as $$
  select jsonb_build_object('memberId', p.id, 'name', p.name, 'hasEmail', p.email_index is not null,
    'serverNow', in_ms(kith_now()),
    'circles', (select coalesce(jsonb_agg(jsonb_build_object('circleId', c.id, 'name', c.name, 'purpose', c.purpose,
        'role', m.role) order by m.joined_at), '[]')
      from memberships m join circles c on c.id = m.circle_id where m.person_id = p.id and m.ended_at is null),
    'inLine', (select coalesce(jsonb_agg(jsonb_build_object('circleId', c.id, 'name', c.name, 'place', (
          select count(*) from circle_line before where before.circle_id = c.id and before.no <= l.no)) order by l.no), '[]')
      from circle_line l join circles c on c.id = l.circle_id where l.person_id = p.id))
  from people p where p.id = p_person
$$;

create or replace function look_round_monitor(p_person uuid, p_input jsonb) returns jsonb
language sql stable as $$
  select jsonb_build_object('isOpen', d.closed_at is null, 'endsAt', in_ms(d.ends_at), 'serverNow', in_ms(kith_now()),
    'breakouts', (select coalesce(jsonb_agg(jsonb_build_object('roomId', r.id, 'name', r.name,
        'memberIds', (select coalesce(jsonb_agg(person_id order by no), '[]') from seats where room_id = r.id),
        'hereIds', (select coalesce(jsonb_agg(person_id order by no), '[]') from seats
          where room_id = r.id and is_here(person_id)),
        'messages', (select count(*) from events where room_id = r.id and kind = 'message:sent'),
        'lastSaidAt', (select in_ms(max(at)) from events where room_id = r.id and kind = 'message:sent')) order by r.id), '[]')
      from rooms r where r.round_id = d.id))
  from rounds d
  where d.id = (p_input ->> 'roundId')::uuid and d.parent_id = (p_input ->> 'roomId')::uuid and is_host_of(d.parent_id, p_person)
$$;

create or replace function source_of(p_circle uuid, p_room uuid, p_seq integer) returns jsonb
language sql stable as $$
  select jsonb_build_object('roomId', p_room, 'seq', p_seq, 'memberId', m -> 'memberId', 'at', m -> 'at', 'text', m -> 'text',
    'name', coalesce(names_in(p_circle, array[(m ->> 'memberId')::uuid]) ->> (m ->> 'memberId'), ''))
  from jsonb_array_elements(messages_before(p_room, p_seq + 1, 1)) m
$$;

-- A recap with its sources as they stand now. A draft is there only for those who may edit it.
create or replace function look_recap_view(p_person uuid, p_input jsonb) returns jsonb
language sql stable as $$
  select jsonb_build_object('recapId', c.id, 'circleId', c.circle_id, 'circleName', circle.name, 'roomId', r.id,
    'roomName', r.name, 'sessionId', s.id, 'title', c.title, 'version', c.version,
    'state', case when c.signed_at is null then 'draft' else 'signed' end,
    'startedAt', in_ms(s.started_at), 'endedAt', in_ms(s.ended_at),
    'hostName', names_in(c.circle_id, array[s.host_id]) ->> s.host_id::text,
    'attendance', (select coalesce(jsonb_agg(m.name order by a.from_at, m.name), '[]') from attendances a
      join memberships m on m.circle_id = c.circle_id and m.person_id = a.person_id where a.session_id = s.id),
    'bullets', (select coalesce(jsonb_agg(jsonb_build_object('text', b.text, 'type', b.type, 'section', b.section,
        'cites', (select jsonb_agg(jsonb_build_object('roomId', room_id, 'seq', seq) order by position)
          from citations where recap_id = c.id and no = b.no)) order by b.no), '[]') from bullets b where b.recap_id = c.id),
    'sources', (select coalesce(jsonb_agg(source), '[]') from (
      select distinct on (t.room_id, t.seq) source_of(c.circle_id, t.room_id, t.seq) as source
      from citations t where t.recap_id = c.id order by t.room_id, t.seq) cited),
    'signedBy', names_in(c.circle_id, array[c.signed_by]) ->> c.signed_by::text, 'signedAt', in_ms(c.signed_at))
  from recaps c join sessions s on s.id = c.session_id join rooms r on r.id = c.room_id join circles circle on circle.id = c.circle_id
  where c.id = (p_input ->> 'recapId')::uuid and role_in(c.circle_id, p_person) is not null
    and (c.signed_at is not null or may_edit_recap(s, p_person))
$$;

-- What an invite says to whoever holds its code.
create or replace function look_invite(p_code_hash text) returns jsonb
language sql stable as $$
  select jsonb_build_object('state', invite_state(i), 'addressee', i.addressee, 'reason', i.reason,
    'inviterName', names_in(c.id, array[i.inviter_id]) ->> i.inviter_id::text, 'circleName', c.name, 'purpose', c.purpose,
    'problem', c.problem, 'values', c.values, 'conduct', c.conduct, 'capacity', c.capacity,
    'seatsLeft', c.capacity - c.members, 'inLine', (select count(*) from circle_line where circle_id = c.id),
    'expiresAt', in_ms(i.expires_at))
  from invites i join circles c on c.id = i.circle_id where i.code_hash = p_code_hash
$$;

-- Everything said in a session, for its draft: the room's messages of that time, then each breakout's by the order of rooms.
create or replace function session_transcript(p_session uuid) returns jsonb
language sql stable as $$
  select jsonb_build_object('title', s.title, 'messages', coalesce((
    select jsonb_agg(jsonb_build_object('roomId', said.room_id, 'section', said.section, 'message', said.message,
        'name', coalesce(names_in(s.circle_id, array[(said.message ->> 'memberId')::uuid]) ->> (said.message ->> 'memberId'), ''))
      order by (said.message ->> 'at')::bigint, said.room_id, (said.message ->> 'seq')::integer)
    from (
      select s.room_id, '' as section, m as message
      from jsonb_array_elements(messages_before(s.room_id, coalesce(s.end_seq, 2147483646) + 1, 5000)) m
      where (m ->> 'seq')::integer >= s.first_seq
      union all
      select r.id, r.name, m from rooms r join rounds d on d.id = r.round_id,
        jsonb_array_elements(messages_before(r.id, 2147483647, 5000)) m where d.session_id = s.id
    ) said where jsonb_typeof(said.message -> 'text') = 'string'), '[]'))
  from sessions s where s.id = p_session
$$;
