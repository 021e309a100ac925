-- Guests: two a session at most, let in by a personal invite to that session's table and its breakouts. They are no members,
-- so whatever asks for a membership finds none. Each takes a free place of the circle meanwhile: members and guests together
-- are never more than its capacity (INV-5). All that changes their number holds the lock of the circle.

-- Whether somebody is a guest here now: at this table, or at the one that this breakout was opened from.
create or replace function is_guest_at(p_room uuid, p_person uuid) returns boolean
language plpgsql stable as $$
begin
  return (
    select exists (select 1 from rooms r join guests g on g.room_id = coalesce(r.parent_id, r.id)
      where r.id = p_room and g.person_id = p_person and g.ended_at is null)
  );
end $$;

create or replace function invite_guest(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_room uuid := (p_input ->> 'roomId')::uuid;
  v_session uuid;
  v_expires timestamptz := kith_now() + (p_input ->> 'lifeMs')::bigint * interval '1 millisecond';
begin
  v := lock_table(v_room, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif not role_in((v.o_room).circle_id, p_person) = any (roles_of(p_input)) then
    return refuse('forbidden', 'role', jsonb_build_object('roles', p_input -> 'roles'));
  end if;
  select id into v_session from sessions where room_id = v_room and ended_at is null;
  if not found then
    return refuse('conflict', 'no_session');
  elsif (select count(*) from guests where session_id = v_session) >= (p_input ->> 'most')::integer then
    return refuse('full', 'guests');
  end if;
  insert into invites (id, circle_id, session_id, inviter_id, addressee, reason, code_hash, made_at, expires_at)
  values ((p_input ->> 'inviteId')::uuid, (v.o_room).circle_id, v_session, p_person, p_input ->> 'addressee',
    p_input ->> 'reason', p_input ->> 'codeHash', kith_now(), v_expires);
  return conclude((v.o_room).circle_id, p_person, p_command, p_digest,
    jsonb_build_object('inviteId', p_input -> 'inviteId', 'expiresAt', in_ms(v_expires)), '[]');
end $$;

-- Redeems a guest's invite. The caller holds the circle's lock, under which sessions end as well, and has looked at the
-- invite and the name. Whoever comes back to the same session has the number that was theirs.
create or replace function accept_guest(
  p_invite invites, p_circle circles, p_person uuid, p_command uuid, p_digest text, p_input jsonb
) returns jsonb
language plpgsql volatile as $$
declare
  v_session sessions;
  v_guest guests;
  v_no integer;
  v_room uuid;
  v_at timestamptz;
  v_events jsonb := '[]';
begin
  select * into v_session from sessions where id = p_invite.session_id;
  perform lock_table_rooms(v_session.room_id);
  select * into v_guest from guests where session_id = v_session.id and person_id = p_person;
  v_no := coalesce(v_guest.no, (select min(free.no) from generate_series(1, (p_input ->> 'mostGuests')::integer) as free (no)
    where not exists (select 1 from guests g where g.session_id = v_session.id and g.no = free.no)));
  if v_guest.no is not null and v_guest.ended_at is null then
    return refuse('conflict', 'already_guest', jsonb_build_object('circleId', p_circle.id, 'roomId', v_session.room_id));
  elsif v_no is null then
    return refuse('full', 'guests');
  elsif p_circle.members + p_circle.guests >= p_circle.capacity then
    return refuse('full', 'circle_full');
  end if;
  v_at := kith_now();
  insert into people (id, name, looks, made_at) values (p_person, p_input ->> 'name', looks_of(p_input), v_at)
  on conflict (id) do nothing;
  update invites set used_by = p_person, used_at = v_at where id = p_invite.id;
  update circles set guests = guests + 1 where id = p_circle.id;
  insert into guests (session_id, no, circle_id, room_id, person_id, name, looks, invited_by, from_seq, came_at, until_at)
  values (v_session.id, v_no, p_circle.id, v_session.room_id, p_person, p_input ->> 'name', looks_of(p_input),
    p_invite.inviter_id, v_session.first_seq, v_at, v_at + (p_input ->> 'stayMs')::bigint * interval '1 millisecond')
  on conflict (session_id, person_id) do update set name = excluded.name, looks = excluded.looks,
    invited_by = excluded.invited_by, came_at = excluded.came_at, until_at = excluded.until_at,
    ended_at = null, ended_by = null, ended_because = null;
  for v_room in select * from rooms_of_table(v_session.room_id) loop
    v_events := v_events || write_event(v_room, p_person, 'guest:came', jsonb_build_object(
      'memberId', p_person, 'name', p_input ->> 'name', 'no', v_no, 'invitedBy', p_invite.inviter_id), v_at);
  end loop;
  return conclude(p_circle.id, p_person, p_command, p_digest, jsonb_build_object(
    'circleId', p_circle.id, 'memberId', p_person, 'place', null, 'roomId', v_session.room_id), v_events);
end $$;

-- A table with its open breakouts, by id.
create or replace function rooms_of_table(p_table uuid) returns setof uuid
language sql stable as $$
  select id from rooms where (id = p_table or parent_id = p_table) and closed_at is null order by id
$$;

create or replace function show_guest_out(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_room uuid := (p_input ->> 'roomId')::uuid;
  v_guest guests;
begin
  perform lock_circle((select circle_id from rooms where id = v_room));
  v := lock_table(v_room, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif not is_host_of(v_room, p_person) then
    return refuse('forbidden', 'not_host');
  end if;
  select * into v_guest from guests
  where room_id = v_room and person_id = (p_input ->> 'memberId')::uuid and ended_at is null;
  if not found then
    return refuse('not_found', 'guest');
  end if;
  return conclude(v_guest.circle_id, p_person, p_command, p_digest, '{}',
    end_guest(v_guest, p_person, 'shown-out') || admit_from_line(v_guest.circle_id));
end $$;

-- Ends one guest's stay like a removal (INV-7). The caller holds the locks of the circle, its commons, the table and its
-- open breakouts: epochs rise, seats end, and each of these logs says so. What the guest has said stays theirs.
create or replace function end_guest(p_guest guests, p_by uuid, p_because text) returns jsonb
language plpgsql volatile as $$
declare
  v_room uuid;
  v_events jsonb := '[]';
begin
  update guests set ended_at = kith_now(), ended_by = p_by, ended_because = p_because
  where session_id = p_guest.session_id and no = p_guest.no;
  update circles set guests = guests - 1 where id = p_guest.circle_id;
  delete from sit_outs where room_id = p_guest.room_id and person_id = p_guest.person_id;
  perform end_calls_of(p_guest.person_id, p_guest.circle_id);
  for v_room in select * from rooms_of_table(p_guest.room_id) loop
    update rooms set epoch = epoch + 1 where id = v_room;
    v_events := v_events || put_out(v_room, p_guest.person_id, p_by, 'guest:left',
      jsonb_build_object('memberId', p_guest.person_id, 'because', p_because));
  end loop;
  return v_events;
end $$;

-- Ends the stay of all guests with their session: the event that ends it names them, so it is the last that they hear. Its
-- breakouts are closed already; the caller holds the same locks and offers the seats.
create or replace function end_guests(p_session sessions, p_by uuid) returns jsonb
language plpgsql volatile as $$
declare
  v_gone uuid[];
begin
  with gone as (
    update guests set ended_at = kith_now(), ended_by = p_by, ended_because = 'session'
    where session_id = p_session.id and ended_at is null returning no, person_id
  )
  select array_agg(person_id order by no) into v_gone from gone;
  if v_gone is null then
    return '{}';
  end if;
  update circles set guests = guests - cardinality(v_gone) where id = p_session.circle_id;
  delete from seats where room_id = p_session.room_id and person_id = any (v_gone);
  update rooms set epoch = epoch + 1 where id = p_session.room_id;
  return jsonb_build_object('guestIds', v_gone);
end $$;

-- Whether an event tells of what stands before a number of its log. Guests who read from there on know that it happened, so
-- that no number is missing, and nothing else of it.
create or replace function is_of_before(p_kind text, p_body jsonb, p_from integer) returns boolean
language plpgsql stable as $$
begin
  return case
    when p_kind in ('message:edited', 'message:removed', 'reaction:added', 'reaction:removed', 'mark:added', 'mark:removed')
      then (p_body ->> 'seq')::integer < p_from
    when p_kind = 'harvest:corrected' then (
      select s.first_seq < p_from from rounds d join sessions s on s.id = d.session_id where d.id = (p_body ->> 'roundId')::uuid)
    else false end;
end $$;

-- The guests from whom an event is withheld, beside it on its way; null for nearly every event.
create or replace function withheld_from(p_room uuid, p_kind text, p_body jsonb) returns jsonb
language plpgsql stable as $$
begin
  if p_kind !~ '^(message|reaction|mark|harvest):' then
    return null;
  end if;
  return (select jsonb_agg(person_id) from guests
    where room_id = p_room and ended_at is null and is_of_before(p_kind, p_body, from_seq));
end $$;

-- What the clock does when a stay is over that nobody has ended.
create or replace function end_stay(p_table uuid, p_person uuid) returns jsonb
language plpgsql volatile as $$
declare
  v_guest guests;
begin
  perform lock_circle((select circle_id from rooms where id = p_table));
  perform lock_table_rooms(p_table);
  select * into v_guest from guests
  where room_id = p_table and person_id = p_person and ended_at is null and until_at <= kith_now();
  if not found then
    return '[]';
  end if;
  return end_guest(v_guest, null, 'time') || admit_from_line(v_guest.circle_id);
end $$;

-- Whoever becomes a member is a guest no longer, and stays where they sit. The caller counts them with the members.
create or replace function guest_joins(p_circle uuid, p_person uuid) returns integer
language plpgsql volatile as $$
declare
  v_count integer;
begin
  update guests set ended_at = kith_now(), ended_because = 'joined'
  where circle_id = p_circle and person_id = p_person and ended_at is null;
  get diagnostics v_count = row_count;
  return v_count;
end $$;

-- Whose guests are here, as their room's state tells it until the session ends.
create or replace function guests_of(p_table uuid) returns jsonb
language plpgsql stable as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('memberId', g.person_id, 'no', g.no, 'invitedBy', g.invited_by)
      order by g.no), '[]')
    from guests g join sessions s on s.id = g.session_id and s.ended_at is null
    where g.room_id = p_table and (g.ended_at is null or g.ended_because = 'joined')
  );
end $$;

-- The invites of a table's session for guests, the newest first; for those who make them.
create or replace function look_guest_invites(p_person uuid, p_input jsonb) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('invites', (select coalesce(jsonb_agg(invite_card(i) order by i.made_at desc, i.id desc), '[]')
      from invites i join sessions s on s.id = i.session_id where s.room_id = r.id and s.ended_at is null))
    from rooms r
    where r.id = (p_input ->> 'roomId')::uuid and r.kind = 'table' and is_host_role(role_in(r.circle_id, p_person))
  );
end $$;
