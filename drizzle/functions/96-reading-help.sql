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
