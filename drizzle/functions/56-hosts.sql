-- Who leads a session: its host, whom they let lead too, and the circle's facilitators and stewards.

create or replace function lock_session(
  p_person uuid, p_command uuid, p_digest text, p_input jsonb,
  out o_room rooms, out o_commons uuid, out o_session sessions, out o_outcome jsonb
)
language plpgsql volatile as $$
declare
  v record;
  v_member uuid := (p_input ->> 'memberId')::uuid;
begin
  v := lock_table((p_input ->> 'roomId')::uuid, p_person, p_command, p_digest);
  o_room := v.o_room;
  o_commons := v.o_commons;
  o_outcome := v.o_outcome;
  if o_outcome is not null then
    return;
  elsif not is_host_of(o_room.id, p_person) then
    o_outcome := refuse('forbidden', 'not_host');
    return;
  end if;
  select * into o_session from sessions where room_id = o_room.id and ended_at is null;
  if o_session.id is null then
    o_outcome := refuse('conflict', 'no_session');
  elsif not o_session.co_hosts ? v_member::text and not exists (
    select 1 from unnest(v.o_breakouts || o_room.id) id where has_place(id, v_member)) then
    o_outcome := refuse('not_found', 'member');
  end if;
end $$;

-- The host of a session is somebody who may start one here; until it ends, whoever hosted so far leads on beside them.
create or replace function hand_over_session(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_member uuid := (p_input ->> 'memberId')::uuid;
  v_host uuid;
begin
  v := lock_session(p_person, p_command, p_digest, p_input);
  v_host := (v.o_session).host_id;
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif v_host = v_member then
    return refuse('closed', 'already');
  elsif role_in((v.o_room).circle_id, v_member) is null then
    return refuse('not_found', 'member');
  elsif not is_host_role(role_in((v.o_room).circle_id, v_member))
    and (v.o_room).capacity > (p_input ->> 'memberHostedSeats')::integer then
    return refuse('conflict', 'may_not_host');
  end if;
  return conclude((v.o_room).circle_id, p_person, p_command, p_digest, '{}',
    change_hosts(v.o_session, v.o_commons, v_member, (v.o_session).co_hosts - v_member::text
      || case when role_in((v.o_room).circle_id, v_host) is null then '[]' else jsonb_build_array(v_host) end, p_person));
end $$;

create or replace function change_co_host(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_member uuid := (p_input ->> 'memberId')::uuid;
  v_is_co_host boolean := (p_input ->> 'isCoHost')::boolean;
  v_events jsonb;
begin
  v := lock_session(p_person, p_command, p_digest, p_input);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif (v.o_session).host_id = v_member or (v.o_session).co_hosts ? v_member::text = v_is_co_host then
    return refuse('closed', 'already');
  elsif v_is_co_host and role_in((v.o_room).circle_id, v_member) is null then
    return refuse('not_found', 'member');
  end if;
  v_events := change_hosts(v.o_session, v.o_commons, (v.o_session).host_id, case when v_is_co_host
    then (v.o_session).co_hosts || jsonb_build_array(v_member) else (v.o_session).co_hosts - v_member::text end, p_person);
  return conclude((v.o_room).circle_id, p_person, p_command, p_digest, '{}',
    v_events || case when v_is_co_host then '[]' else lead_no_longer((v.o_room).circle_id, v_member, (v.o_room).id) end);
end $$;

create or replace function change_hosts(
  p_session sessions, p_commons uuid, p_host uuid, p_co_hosts jsonb, p_by uuid
) returns jsonb
language plpgsql volatile as $$
declare
  v_at timestamptz := kith_now();
  v_body jsonb := jsonb_build_object('roomId', p_session.room_id, 'sessionId', p_session.id, 'hostId', p_host,
    'coHostIds', p_co_hosts);
begin
  update sessions set host_id = p_host, co_hosts = p_co_hosts where id = p_session.id;
  return jsonb_build_array(write_event(p_session.room_id, p_by, 'session:hosts-changed', v_body, v_at),
    write_event(p_commons, p_by, 'session:hosts-changed', v_body, v_at));
end $$;

-- Whoever may lead no longer ends their visits to tables and breakouts in the same transaction, and gives back the calls that
-- they had taken: those are due at once, so the clock asks the next host. Who still leads keeps both, and so do those of
-- another table than the one that it is about, if it is about one. The caller holds the locks.
create or replace function lead_no_longer(p_circle uuid, p_person uuid, p_table uuid) returns jsonb
language plpgsql volatile as $$
declare
  v_room uuid;
  v_call help_calls;
  v_events jsonb := '[]';
begin
  for v_room in
    select r.id from visitors v join rooms r on r.id = v.room_id
    where v.person_id = p_person and r.circle_id = p_circle and r.kind <> 'commons' and r.closed_at is null
      and (p_table is null or coalesce(r.parent_id, r.id) = p_table)
      and is_host_of(coalesce(r.parent_id, r.id), p_person) is not true order by r.id
  loop
    v_events := v_events || end_visit(v_room, p_person);
  end loop;
  for v_call in
    select * from help_calls h where h.circle_id = p_circle and h.claimed_by = p_person and h.resolved_at is null
      and (p_table is null or h.table_id = p_table) and is_host_of(h.table_id, p_person) is not true
  loop
    v_events := v_events || give_back(v_call);
    update help_calls set asked_at = kith_now() - interval '3 minutes' where id = v_call.id;
  end loop;
  return v_events;
end $$;
