-- Circles, homes and invites, as those see them who may.

create or replace function room_card(p_room rooms) returns jsonb
language sql stable as $$
  select jsonb_build_object('roomId', p_room.id, 'kind', p_room.kind, 'name', p_room.name, 'capacity', p_room.capacity,
    'session', session_state(p_room.id))
$$;

create or replace function recap_cards(p_circle uuid, p_limit integer) returns jsonb
language plpgsql stable as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('recapId', id, 'roomId', room_id, 'title', title, 'signedBy', signed_by,
      'signedAt', in_ms(signed_at)) order by signed_at desc, id desc), '[]')
    from (select * from recaps where circle_id = p_circle and signed_at is not null
      order by signed_at desc, id desc limit p_limit) newest
  );
end $$;

create or replace function look_circle_view(p_person uuid, p_input jsonb) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('circleId', c.id, 'commonsId', c.commons_id, 'head', commons.last_seq, 'facts', circle_facts(c),
      'members', (select jsonb_agg(jsonb_build_object('memberId', person_id, 'name', name, 'role', role,
        'joinedAt', in_ms(joined_at)) order by joined_seq) from memberships where circle_id = c.id and ended_at is null),
      'rooms', (select jsonb_agg(room_card(r) order by r.kind <> 'commons', r.opened_at, r.id) from rooms r
        where r.circle_id = c.id and r.closed_at is null and r.kind <> 'breakout'),
      'recaps', recap_cards(c.id, 5))
    from circles c join rooms commons on commons.id = c.commons_id
    where c.id = (p_input ->> 'circleId')::uuid and role_in(c.id, p_person) is not null
  );
end $$;

create or replace function look_circle_table(p_person uuid, p_input jsonb) returns jsonb
language plpgsql stable as $$
begin
  return (
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
      'placedIn', placed.room_id, 'placedUntil', in_ms(placed.out_until),
      'waitsIn', (select coalesce(jsonb_agg(r.id order by r.id), '[]') from rooms r
        where r.circle_id = c.id and r.kind = 'table' and r.closed_at is null
          and (exists (select 1 from line where room_id = r.id and person_id = p_person)
            or exists (select 1 from seats where room_id = r.id and person_id = p_person and offered_until is not null))),
      'recaps', recap_cards(c.id, 5))
    from circles c left join lateral (
      select * from seats where circle_id = c.id and person_id = p_person and not in_table order by taken_at desc limit 1
    ) placed on true
    where c.id = (p_input ->> 'circleId')::uuid and role_in(c.id, p_person) is not null
  );
end $$;

create or replace function invite_card(p_invite invites) returns jsonb
language plpgsql stable as $$
begin
  return jsonb_build_object('inviteId', p_invite.id, 'addressee', p_invite.addressee, 'reason', p_invite.reason,
    'inviterId', p_invite.inviter_id,
    'usedByName', coalesce(names_in(p_invite.circle_id, array[p_invite.used_by]) ->> p_invite.used_by::text,
      (select name from people where id = p_invite.used_by)),
    'guestAt', (select title from sessions where id = p_invite.session_id),
    'madeAt', in_ms(p_invite.made_at), 'expiresAt', in_ms(p_invite.expires_at), 'state', invite_state(p_invite));
end $$;

create or replace function look_circle_invites(p_person uuid, p_input jsonb) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object(
      'invites', (select coalesce(jsonb_agg(invite_card(i) order by i.made_at desc, i.id desc), '[]')
        from invites i where i.circle_id = c.id),
      'line', (select coalesce(jsonb_agg(jsonb_build_object('memberId', person_id, 'name', name) order by no), '[]')
        from circle_line where circle_id = c.id))
    from circles c where c.id = (p_input ->> 'circleId')::uuid and is_host_role(role_in(c.id, p_person))
  );
end $$;

create or replace function look_circle_recaps(p_person uuid, p_input jsonb) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('recaps', recap_cards(c.id, 500),
      'unsigned', (select coalesce(jsonb_agg(jsonb_build_object('sessionId', s.id, 'roomId', s.room_id, 'roomName', r.name,
          'title', s.title, 'endedAt', in_ms(s.ended_at)) order by s.ended_at desc), '[]')
        from sessions s join rooms r on r.id = s.room_id
        where s.circle_id = c.id and s.ended_at is not null and may_edit_recap(s, p_person)
          and not exists (select 1 from recaps where session_id = s.id and signed_at is not null)))
    from circles c where c.id = (p_input ->> 'circleId')::uuid and role_in(c.id, p_person) is not null
  );
end $$;

create or replace function look_me(p_person uuid, p_input jsonb) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('memberId', p.id, 'name', p.name, 'hasEmail', p.email_index is not null,
      'serverNow', in_ms(kith_now()),
      'circles', (select coalesce(jsonb_agg(jsonb_build_object('circleId', c.id, 'name', c.name, 'purpose', c.purpose,
          'role', m.role) order by m.joined_at), '[]')
        from memberships m join circles c on c.id = m.circle_id where m.person_id = p.id and m.ended_at is null),
      'inLine', (select coalesce(jsonb_agg(jsonb_build_object('circleId', c.id, 'name', c.name, 'place', (
            select count(*) from circle_line before where before.circle_id = c.id and before.no <= l.no)) order by l.no), '[]')
        from circle_line l join circles c on c.id = l.circle_id where l.person_id = p.id),
      'removedFrom', (select coalesce(jsonb_agg(jsonb_build_object('circleId', c.id, 'name', c.name,
          'reason', m.ended_reason, 'at', in_ms(m.ended_at)) order by m.ended_at desc), '[]')
        from memberships m join circles c on c.id = m.circle_id
        where m.person_id = p.id and m.ended_by <> p.id and m.ended_at > kith_now() - interval '30 days'),
      'guestAt', (select coalesce(jsonb_agg(jsonb_build_object('circleId', c.id, 'circleName', c.name, 'purpose', c.purpose,
          'roomId', r.id, 'roomName', r.name, 'title', s.title, 'invitedBy', names_in(c.id, array[g.invited_by]) ->> g.invited_by::text,
          'endedAt', in_ms(g.ended_at), 'because', g.ended_because) order by g.came_at desc), '[]')
        from guests g join sessions s on s.id = g.session_id join rooms r on r.id = g.room_id join circles c on c.id = g.circle_id
        where g.person_id = p.id and g.ended_because is distinct from 'joined'
          and (g.ended_at is null or g.ended_at > kith_now() - interval '30 days')))
    from people p where p.id = p_person
  );
end $$;

-- What an invite says to whoever holds its code.
create or replace function look_invite(p_code_hash text) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('state', invite_state(i), 'addressee', i.addressee, 'reason', i.reason,
      'inviterName', names_in(c.id, array[i.inviter_id]) ->> i.inviter_id::text, 'circleName', c.name, 'purpose', c.purpose,
      'problem', c.problem, 'values', c.values, 'conduct', c.conduct, 'capacity', c.capacity,
      'seatsLeft', c.capacity - c.members - c.guests, 'inLine', (select count(*) from circle_line where circle_id = c.id),
      'expiresAt', in_ms(i.expires_at), 'evening', (
        select jsonb_build_object('title', s.title, 'roomName', r.name, 'startedAt', in_ms(s.started_at),
          'hostName', names_in(c.id, array[s.host_id]) ->> s.host_id::text,
          'guests', (select count(*) from guests where session_id = s.id))
        from sessions s join rooms r on r.id = s.room_id where s.id = i.session_id))
    from invites i join circles c on c.id = i.circle_id where i.code_hash = p_code_hash
  );
end $$;
