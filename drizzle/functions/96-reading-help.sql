-- The calls of a table that somebody may see: hosts those in which they are not named, everybody their own.
create or replace function look_help_queue(p_person uuid, p_input jsonb) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('serverNow', in_ms(kith_now()), 'calls', (
      select coalesce(jsonb_agg(jsonb_build_object('helpId', h.id, 'roomId', h.room_id, 'memberId', h.person_id,
          'kind', h.kind, 'text', h.text, 'about', h.about, 'calledAt', in_ms(h.called_at),
          'askedId', case when h.claimed_at is null then h.asked -> -1 end, 'claimedBy', h.claimed_by,
          'settledAt', in_ms(h.settled_at))
        order by h.called_at, h.id), '[]')
      from help_calls h
      where h.table_id = r.id and h.resolved_at is null and (h.person_id = p_person or p_person = any (help_hosts(h)))))
    from rooms r
    where r.id = (p_input ->> 'roomId')::uuid and r.kind = 'table'
      and (role_in(r.circle_id, p_person) is not null or is_guest_at(r.id, p_person))
  );
end $$;

-- The calls for safety of a circle that somebody may see, those that are still open first: what was done about the others
-- stays with those who may see the call, with its author, member or guest, and with who wrote it.
create or replace function look_help_safety(p_person uuid, p_input jsonb) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('calls', coalesce(found.calls, '[]'), 'names', names_in(c.id, array(
        select jsonb_path_query(found.calls, '$[*].about[*]') #>> '{}'
        union select jsonb_path_query(found.calls, '$[*].memberId') #>> '{}'
        union select jsonb_path_query(found.calls, '$[*].outcomeBy') #>> '{}')::uuid[]))
    from circles c, lateral (
      select jsonb_agg(jsonb_build_object('helpId', h.id, 'tableId', h.table_id, 'tableName', t.name, 'memberId', h.person_id,
          'text', h.text, 'about', h.about, 'calledAt', in_ms(h.called_at), 'claimedBy', h.claimed_by,
          'settledAt', in_ms(h.settled_at), 'mayWrite', h.resolved_at is null and p_person = any (help_hosts(h)),
          'outcome', h.outcome, 'outcomeBy', h.outcome_by, 'doneAt', in_ms(h.resolved_at))
        order by h.resolved_at is not null, h.called_at desc, h.id) as calls
      from (
        select h.* from help_calls h
        where h.circle_id = c.id and h.kind = 'safety' and (p_person in (h.person_id, h.outcome_by)
          or p_person = any (help_hosts(h)))
        order by h.resolved_at is not null, h.called_at desc, h.id limit (p_input ->> 'limit')::integer
      ) h join rooms t on t.id = h.table_id
    ) found
    where c.id = (p_input ->> 'circleId')::uuid
      and (role_in(c.id, p_person) is not null or (found.calls is not null and was_guest_lately(c.id, p_person)))
  );
end $$;

-- Whether somebody is a guest of a circle, or was one within the days in which they can still see where they were.
create or replace function was_guest_lately(p_circle uuid, p_person uuid) returns boolean
language plpgsql stable as $$
begin
  return (
    select exists (select 1 from guests where circle_id = p_circle and person_id = p_person
      and ended_because is distinct from 'joined' and (ended_at is null or ended_at > kith_now() - interval '30 days'))
  );
end $$;

-- Who has to hear that a call has changed, and where they are reached.
create or replace function hearers_of_help(p_call uuid) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('commonsId', c.commons_id, 'to', to_jsonb(help_hosts(h)
        || case when role_in(h.circle_id, h.person_id) is not null then array[h.person_id] else '{}' end), 'signal',
      jsonb_build_object('roomId', h.table_id, 'helpId', h.id,
        'askedId', case when h.claimed_at is null and h.resolved_at is null then h.asked -> -1 end))
    from help_calls h join circles c on c.id = h.circle_id where h.id = p_call
  );
end $$;

-- A guest who called.
create or replace function guest_hearing_help(p_call uuid) returns jsonb
language plpgsql stable as $$
begin
  return (
    select hearers_of_help(p_call) || jsonb_build_object(
      'commonsId', reaches_guest_in(h.table_id, h.person_id), 'to', jsonb_build_array(h.person_id))
    from help_calls h where h.id = p_call and is_guest_at(h.table_id, h.person_id)
  );
end $$;

-- A guest hears nothing of the commons: what is for them alone goes through the room in which they sit.
create or replace function reaches_guest_in(p_table uuid, p_person uuid) returns uuid
language plpgsql stable as $$
begin
  return coalesce((
    select s.room_id from seats s join rooms r on r.id = s.room_id
    where r.parent_id = p_table and s.person_id = p_person and not s.in_table), p_table);
end $$;

-- Who has to hear that something at a table's desk has changed: its hosts.
create or replace function hearers_of_desk(p_room uuid) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('commonsId', c.commons_id, 'to', to_jsonb(hosts_of(coalesce(r.parent_id, r.id))),
      'signal', jsonb_build_object('roomId', coalesce(r.parent_id, r.id)))
    from rooms r join circles c on c.id = r.circle_id where r.id = p_room
  );
end $$;

-- The asides of a running session that somebody may read: their own, those of their thread and, for who leads, all of them.
create or replace function look_aside_list(p_person uuid, p_input jsonb) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('asides', (
      select coalesce(jsonb_agg(jsonb_build_object('asideId', id, 'memberId', person_id, 'toId', to_id, 'threadId', thread_id, 'text', text,
        'at', in_ms(said_at)) order by said_at, id), '[]')
      from (
        select a.* from asides a join sessions s on s.id = a.session_id
        where s.room_id = r.id and s.ended_at is null
          and (p_person in (a.person_id, a.to_id) or a.thread_id = p_person or is_host_of(r.id, p_person))
        order by a.said_at desc, a.id desc limit (p_input ->> 'limit')::integer
      ) newest))
    from rooms r
    where r.id = (p_input ->> 'roomId')::uuid and r.kind = 'table'
      and (role_in(r.circle_id, p_person) is not null or is_guest_at(r.id, p_person))
  );
end $$;

create or replace function hearers_of_aside(p_aside uuid) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('commonsId', case when is_guest_at(a.table_id, a.to_id)
        then reaches_guest_in(a.table_id, a.to_id) else c.commons_id end,
      'to', to_jsonb(case when a.to_id is null then hosts_of(a.table_id) else array[a.to_id, a.person_id] end),
      'signal', jsonb_build_object('roomId', a.table_id, 'asideId', a.id))
    from asides a join circles c on c.id = a.circle_id where a.id = p_aside
  );
end $$;

-- Who leads hears of what another host has said to one person too.
create or replace function hosts_hearing_aside(p_aside uuid) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('commonsId', c.commons_id, 'to', to_jsonb(hosts_of(a.table_id)),
      'signal', jsonb_build_object('roomId', a.table_id, 'asideId', a.id))
    from asides a join circles c on c.id = a.circle_id where a.id = p_aside and a.to_id is not null
  );
end $$;
