-- Rounds as hosts see them, recaps, and what a session's draft is made from.

create or replace function look_round_monitor(p_person uuid, p_input jsonb) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('isOpen', d.closed_at is null, 'endsAt', in_ms(d.ends_at), 'serverNow', in_ms(kith_now()),
      'late', d.late,
      'isChoosing', exists (select 1 from choosings where round_id = d.id and ended_at is null),
      'unplacedIds', (select coalesce(jsonb_agg(s.person_id order by s.no), '[]') from seats s
        where s.room_id = d.parent_id and s.offered_until is null and d.closed_at is null
          and cardinality(breakouts_with(d.parent_id, s.person_id)) = 0),
      'breakouts', (select coalesce(jsonb_agg(jsonb_build_object('roomId', r.id, 'name', r.name,
          'endsAt', in_ms(end_of(r, d)), 'asked', asked_in(r.id), 'notes', notes_of(r.id), 'duties', duties_in(r.id),
          'visitorIds', (select coalesce(jsonb_agg(person_id order by no), '[]') from visitors where room_id = r.id),
          'silentIds', (select coalesce(jsonb_agg(person_id order by no), '[]') from seats where room_id = r.id
            and not exists (select 1 from events e
              where e.room_id = r.id and e.kind = 'message:sent' and e.person_id = seats.person_id)),
          'memberIds', (select coalesce(jsonb_agg(person_id order by no), '[]') from seats where room_id = r.id),
          'outIds', (select coalesce(jsonb_agg(person_id order by no), '[]') from seats
            where room_id = r.id and out_until is not null),
          'hereIds', (select coalesce(jsonb_agg(person_id order by no), '[]') from seats
            where room_id = r.id and is_here(person_id)),
          'connectedIds', (select coalesce(jsonb_agg(c -> 'breakoutId'), '[]') from jsonb_array_elements(connected_with(r.id)) c),
          'messages', (select count(*) from events where room_id = r.id and kind = 'message:sent' and is_from_here(body)),
          'lastSaidAt', (select in_ms(max(at)) from events
            where room_id = r.id and kind = 'message:sent' and is_from_here(body))) order by r.id), '[]')
        from rooms r where r.round_id = d.id and (r.closed_at is null or d.closed_at is not null)))
    from rounds d
    where d.id = (p_input ->> 'roundId')::uuid and d.parent_id = (p_input ->> 'roomId')::uuid and is_host_of(d.parent_id, p_person)
  );
end $$;

-- How far a breakout's card has come, for hosts who look from outside.
create or replace function notes_of(p_room uuid) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('headline', card ->> 'headline', 'savedAt', in_ms(saved_at))
    from harvests where room_id = p_room and not is_blank_card(card) order by version desc limit 1
  );
end $$;

-- What the next round is planned from, for somebody who leads here; null for anybody else.
create or replace function seating_of(p_table uuid, p_person uuid) returns jsonb
language plpgsql stable as $$
begin
  return (
    select seating_at(r.id) from rooms r where r.id = p_table and is_host_of(r.id, p_person)
  );
end $$;

-- Who sits, who said "not this round", who sat with whom before (in this session and before it), whose cards can be passed on,
-- who has served, and who is kept apart. It never leaves the server.
create or replace function seating_at(p_table uuid) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object(
      'seated', (select coalesce(jsonb_agg(person_id order by no), '[]') from seats
        where room_id = r.id and offered_until is null),
      'rounds', (select coalesce(jsonb_agg(jsonb_build_object('isToday', is_today, 'groups', groups) order by round_id), '[]')
        from (
          select round_id, bool_or(is_today) as is_today, jsonb_agg(people order by room_id) as groups
          from (
            select p.round_id, p.room_id, bool_or(s.ended_at is null and s.room_id = r.id) as is_today,
              jsonb_agg(p.person_id order by p.person_id) as people
            from rounds d join placements p on p.round_id = d.id join sessions s on s.id = d.session_id
            where d.circle_id = r.circle_id
            group by p.round_id, p.room_id
          ) each group by round_id) held),
      'optedOut', (select coalesce(jsonb_agg(person_id), '[]') from sit_outs where room_id = r.id),
      'members', (select coalesce(jsonb_agg(person_id order by joined_at, person_id), '[]') from memberships
        where circle_id = r.circle_id and ended_at is null),
      'last', last_groups(r.id),
      'served', (select coalesce(jsonb_agg(jsonb_build_object('memberId', person_id, 'duty', duty, 'at', in_ms(at),
          'when', when_text(at))), '[]')
        from (select person_id, duty, max(served_at) as at from duties where circle_id = r.circle_id
          group by person_id, duty) each),
      'apart', (select coalesce(jsonb_agg(jsonb_build_array(person_id, other_id)), '[]') from keep_aparts
        where circle_id = r.circle_id),
      'cards', last_cards((select id from sessions where room_id = r.id and ended_at is null)))
    from rooms r where r.id = p_table and r.kind = 'table'
  );
end $$;

-- When something was, as one says it: today, in March, in March 2025.
create or replace function when_text(p_at timestamptz) returns text
language sql volatile as $$
  select case when at::date = now::date then 'today'
    when extract(year from at) = extract(year from now) then 'in ' || to_char(at, 'FMMonth')
    else 'in ' || to_char(at, 'FMMonth YYYY') end
  from (select p_at at time zone 'UTC' as at, kith_now() at time zone 'UTC' as now) as utc
$$;

-- Who sat with whom in the last round of a table, in the order of its breakouts; null where there was none.
create or replace function last_groups(p_table uuid) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_agg(people order by room_id) from (
      select room_id, jsonb_agg(person_id order by no) as people from placements
      where round_id = (select id from rounds where parent_id = p_table order by opened_at desc, id desc limit 1)
      group by room_id) each
  );
end $$;

-- A person's own wishes and nobody else's.
create or replace function look_grouping_wishes(p_person uuid, p_input jsonb) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('apart', (select coalesce(jsonb_agg(other_id order by made_at, other_id), '[]')
      from keep_aparts where circle_id = c.id and person_id = p_person),
      'sittingOut', (select coalesce(jsonb_agg(s.room_id order by s.said_at), '[]')
        from sit_outs s join rooms r on r.id = s.room_id where r.circle_id = c.id and s.person_id = p_person))
    from circles c where c.id = (p_input ->> 'circleId')::uuid and (role_in(c.id, p_person) is not null
      or exists (select 1 from guests where circle_id = c.id and person_id = p_person and ended_at is null))
  );
end $$;

-- A cited message, or a posted card as its people have left it.
create or replace function source_of(p_circle uuid, p_room uuid, p_seq integer) returns jsonb
language plpgsql stable as $$
begin
  return coalesce(card_source(p_circle, p_room, p_seq), (
    select jsonb_build_object('roomId', p_room, 'seq', p_seq, 'memberId', m -> 'memberId', 'at', m -> 'at', 'text', m -> 'text',
      'name', coalesce(names_in(p_circle, array[(m ->> 'memberId')::uuid]) ->> (m ->> 'memberId'), ''))
    from jsonb_array_elements(messages_before(p_room, p_seq + 1, 1)) m
  ));
end $$;

-- A recap with its sources as they stand now. A draft is there only for those who may edit it.
create or replace function look_recap_view(p_person uuid, p_input jsonb) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('recapId', c.id, 'circleId', c.circle_id, 'circleName', circle.name, 'roomId', r.id,
      'roomName', r.name, 'sessionId', s.id, 'title', c.title, 'version', c.version,
      'state', case when c.signed_at is null then 'draft' else 'signed' end,
      'startedAt', in_ms(s.started_at), 'endedAt', in_ms(s.ended_at),
      'hostName', names_in(c.circle_id, array[s.host_id]) ->> s.host_id::text,
      'attendance', (select coalesce(jsonb_agg(name order by from_at, name), '[]') from (
        select names_in(c.circle_id, array[person_id]) ->> person_id::text as name, from_at
        from attendances where session_id = s.id) each where name is not null),
      'bullets', (select coalesce(jsonb_agg(jsonb_build_object('text', b.text, 'type', b.type, 'section', b.section,
          'cites', (select jsonb_agg(jsonb_build_object('roomId', room_id, 'seq', seq) order by position)
            from citations where recap_id = c.id and no = b.no)) order by b.no), '[]') from bullets b where b.recap_id = c.id),
      'sources', (select coalesce(jsonb_agg(source), '[]') from (
        select distinct on (t.room_id, t.seq) source_of(c.circle_id, t.room_id, t.seq)
          || jsonb_build_object('isReadable', may_read(t.room_id, p_person)) as source
        from citations t where t.recap_id = c.id order by t.room_id, t.seq) cited),
      'signedBy', names_in(c.circle_id, array[c.signed_by]) ->> c.signed_by::text, 'signedAt', in_ms(c.signed_at))
    from recaps c join sessions s on s.id = c.session_id join rooms r on r.id = c.room_id join circles circle on circle.id = c.circle_id
    where c.id = (p_input ->> 'recapId')::uuid and role_in(c.circle_id, p_person) is not null
      and (c.signed_at is not null or may_edit_recap(s, p_person))
  );
end $$;

-- What was said in a session, for its draft: of the table and of each breakout the newest 5,000 messages, and what stands on
-- the breakouts' cards, in the order in which it was written.
create or replace function session_transcript(p_session uuid) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('title', s.title, 'messages', coalesce((
      select jsonb_agg(jsonb_build_object('roomId', said.room_id, 'section', said.section, 'message', said.message,
          'name', coalesce(names_in(s.circle_id, array[(said.message ->> 'memberId')::uuid]) ->> (said.message ->> 'memberId'),
            said.section))
        order by (said.message ->> 'at')::bigint, said.room_id, (said.message ->> 'seq')::integer)
      from (
        select s.room_id, '' as section, m as message
        from jsonb_array_elements(messages_before(s.room_id, coalesce(s.end_seq, 2147483646) + 1, 5000)) m
        where (m ->> 'seq')::integer >= s.first_seq
        union all
        select r.id, r.name, m from rooms r join rounds d on d.id = r.round_id,
          jsonb_array_elements(messages_before(r.id, 2147483647, 5000)) m where d.session_id = s.id and is_from_here(m)
        union all
        select s.room_id, e.body ->> 'name', line from events e, card_lines(e) line
        where e.room_id = s.room_id and e.kind = 'harvest:posted' and e.seq >= s.first_seq
          and e.seq <= coalesce(s.end_seq, e.seq)
      ) said where jsonb_typeof(said.message -> 'text') = 'string'), '[]'))
    from sessions s where s.id = p_session
  );
end $$;
