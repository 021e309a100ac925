-- Rounds as those who were in them see them: why one sits where one does, and who sat with whom.

-- Why the asker sits in this breakout: how they came to it if that was later, else what was said when it was opened.
create or replace function look_round_reason(p_person uuid, p_input jsonb) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('reason', coalesce(later_reason(r.id, p_person), (
        select e.body -> 'reasons' ->> p_person::text from events e join sessions s on s.id = d.session_id
        where e.room_id = d.parent_id and e.seq >= s.first_seq and e.kind = 'round:opened'
          and e.body ->> 'roundId' = d.id::text and e.body -> 'breakouts' @> jsonb_build_array(
            jsonb_build_object('roomId', r.id, 'memberIds', jsonb_build_array(p_person))))))
    from rooms r join rounds d on d.id = r.round_id
    where r.id = (p_input ->> 'roomId')::uuid and may_read(r.id, p_person)
  );
end $$;

-- Who brought somebody to a breakout that is open already. Who comes back to their own place is there as before.
create or replace function later_reason(p_breakout uuid, p_person uuid) returns text
language plpgsql stable as $$
begin
  return (
    select case when e.kind = 'breakout:merged' then 'the host brought two breakouts together'
        when e.person_id = p_person then 'you chose it'
        when e.person_id is null then 'placed by the rule for who has no place yet'
        else 'placed by the host' end
    from events e
    where e.room_id = p_breakout and (
      (e.kind = 'round:moved' and e.body ->> 'memberId' = p_person::text and e.body ->> 'toId' = p_breakout::text
        and e.body ->> 'fromId' is distinct from p_breakout::text)
      or (e.kind = 'breakout:merged' and e.body ->> 'intoId' = p_breakout::text
        and e.body -> 'members' @> jsonb_build_array(jsonb_build_object('memberId', p_person))))
    order by e.seq desc limit 1
  );
end $$;

-- The circle's sessions that have ended and in which the asker was, the newest first, round by round.
create or replace function look_circle_together(p_person uuid, p_input jsonb) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('sessions', coalesce(held.sessions, '[]'),
      'names', names_in(c.id, array(
        select jsonb_path_query(held.sessions, '$[*].rounds[*].breakouts[*].memberIds[*]') #>> '{}')::uuid[]))
    from circles c, lateral (
      select jsonb_agg(jsonb_build_object('sessionId', s.id, 'title', s.title, 'startedAt', in_ms(s.started_at),
        'roomName', (select name from rooms where id = s.room_id), 'rounds', rounds_held(s.id)) order by s.started_at desc) as sessions
      from (
        select s.* from sessions s join attendances a on a.session_id = s.id and a.person_id = p_person
        where s.circle_id = c.id and s.ended_at is not null and exists (select 1 from rounds where session_id = s.id)
        order by s.started_at desc limit (p_input ->> 'limit')::integer) s
    ) held
    where c.id = (p_input ->> 'circleId')::uuid and role_in(c.id, p_person) is not null
  );
end $$;

create or replace function rounds_held(p_session uuid) returns jsonb
language plpgsql stable as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('no', d.no, 'task', d.task, 'breakouts', (
        select coalesce(jsonb_agg(jsonb_build_object('name', r.name, 'memberIds', roster_of(r.id)) order by r.id), '[]')
        from rooms r where r.round_id = d.id)) order by d.no), '[]')
    from rounds d where d.session_id = p_session
  );
end $$;
