-- The calls of a table that somebody may see: hosts those in which they are not named, everybody their own.
create or replace function look_help_queue(p_person uuid, p_input jsonb) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('serverNow', in_ms(kith_now()), 'calls', (
      select coalesce(jsonb_agg(jsonb_build_object('helpId', h.id, 'roomId', h.room_id, 'memberId', h.person_id,
          'kind', h.kind, 'text', h.text, 'about', h.about, 'calledAt', in_ms(h.called_at),
          'askedId', case when h.claimed_at is null then h.asked -> -1 end, 'claimedBy', h.claimed_by)
        order by h.called_at, h.id), '[]')
      from help_calls h
      where h.table_id = r.id and h.resolved_at is null and (h.person_id = p_person or p_person = any (help_hosts(h)))))
    from rooms r
    where r.id = (p_input ->> 'roomId')::uuid and r.kind = 'table' and role_in(r.circle_id, p_person) is not null
  );
end $$;

-- Who has to hear that a call has changed, and where they are reached.
create or replace function hearers_of_help(p_call uuid) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('commonsId', c.commons_id, 'to', to_jsonb(help_hosts(h) || h.person_id), 'signal',
      jsonb_build_object('roomId', h.table_id, 'helpId', h.id,
        'askedId', case when h.claimed_at is null and h.resolved_at is null then h.asked -> -1 end))
    from help_calls h join circles c on c.id = h.circle_id where h.id = p_call
  );
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

-- The asides of a running session that somebody may read: their own, those to them and, for hosts, those to the hosts.
create or replace function look_aside_list(p_person uuid, p_input jsonb) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('asides', (
      select coalesce(jsonb_agg(jsonb_build_object('asideId', id, 'memberId', person_id, 'toId', to_id, 'text', text,
        'at', in_ms(said_at)) order by said_at, id), '[]')
      from (
        select a.* from asides a join sessions s on s.id = a.session_id
        where s.room_id = r.id and s.ended_at is null
          and (p_person in (a.person_id, a.to_id) or (a.to_id is null and is_host_of(r.id, p_person)))
        order by a.said_at desc, a.id desc limit (p_input ->> 'limit')::integer
      ) newest))
    from rooms r
    where r.id = (p_input ->> 'roomId')::uuid and r.kind = 'table' and role_in(r.circle_id, p_person) is not null
  );
end $$;

create or replace function hearers_of_aside(p_aside uuid) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('commonsId', c.commons_id,
      'to', to_jsonb(case when a.to_id is null then hosts_of(a.table_id) else array[a.to_id, a.person_id] end),
      'signal', jsonb_build_object('roomId', a.table_id, 'asideId', a.id))
    from asides a join circles c on c.id = a.circle_id where a.id = p_aside
  );
end $$;
