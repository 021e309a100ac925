-- Calls for a host. All hosts see one queue; one after the other is asked to go, three minutes each. Nobody who is named in a
-- call ever hears of it, host or not.

-- Who may see and take a call, in the order in which they are asked: the session's host first, then its co-hosts, then
-- whoever is here. Whoever has taken it keeps it until it is done, also when their session is over.
create or replace function help_hosts(p_call help_calls) returns uuid[]
language plpgsql stable as $$
begin
  return (
    select array(
      select m.person_id from memberships m
        left join sessions s on s.room_id = p_call.table_id and s.ended_at is null
          and (s.host_id = m.person_id or s.co_hosts ? m.person_id::text)
      where m.circle_id = p_call.circle_id and m.ended_at is null
        and (is_host_role(m.role) or s.id is not null or (m.person_id = p_call.claimed_by and p_call.resolved_at is null))
        and m.person_id <> p_call.person_id and not p_call.about ? m.person_id::text
      order by s.host_id is distinct from m.person_id, s.id is null, not is_here(m.person_id), m.role <> 'facilitator', m.person_id)
  );
end $$;

-- Asks the next host who was not asked yet; after the last one the first again.
create or replace function ask_next_host(p_call uuid) returns void
language plpgsql volatile as $$
declare
  v_call help_calls;
  v_hosts uuid[];
  v_next uuid;
begin
  select * into v_call from help_calls where id = p_call;
  v_hosts := help_hosts(v_call);
  select host into v_next from unnest(v_hosts) with ordinality as t (host, no)
  where not v_call.asked ? host::text order by no limit 1;
  if v_next is null then
    v_next := v_hosts[1];
    v_call.asked := '[]';
  end if;
  update help_calls set asked_at = kith_now(),
    asked = case when v_next is null then '[]' else v_call.asked || jsonb_build_array(v_next) end
  where id = p_call;
end $$;

create or replace function is_help_due(p_call help_calls) returns boolean
language sql volatile as $$
  select p_call.resolved_at is null and p_call.claimed_at is null and p_call.asked_at + interval '3 minutes' <= kith_now()
$$;

create or replace function call_help(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v_room rooms;
  v_help uuid;
  v_known jsonb;
begin
  select * into v_room from rooms where id = (p_input ->> 'roomId')::uuid;
  perform lock_rooms(array[v_room.parent_id, v_room.id]);
  select * into v_room from rooms where id = v_room.id;
  if v_room.id is null or not may_read(v_room.id, p_person) then
    return refuse('not_found', 'room');
  end if;
  v_known := known_command(v_room.circle_id, p_person, p_command, p_digest);
  if v_known is not null then
    return v_known;
  elsif v_room.kind = 'commons' then
    return refuse('invalid', 'commons');
  elsif v_room.closed_at is not null then
    return refuse('closed', 'room_closed', jsonb_build_object('parentId', v_room.parent_id));
  elsif not has_place(v_room.id, p_person) then
    return refuse('forbidden', 'no_seat');
  end if;
  -- Who calls twice for the same waits once, and what they say is read together.
  select id into v_help from help_calls where person_id = p_person and kind = p_input ->> 'kind' and resolved_at is null
    and table_id = coalesce(v_room.parent_id, v_room.id) and about = p_input -> 'about';
  if v_help is null and (select count(*) from help_calls where person_id = p_person and resolved_at is null
    and table_id = coalesce(v_room.parent_id, v_room.id)) >= (p_input ->> 'most')::integer then
    return refuse('conflict', 'help_calls', jsonb_build_object('max', p_input -> 'most'));
  elsif v_help is null then
    v_help := (p_input ->> 'helpId')::uuid;
    insert into help_calls (id, circle_id, table_id, room_id, person_id, kind, text, about, called_at, asked, asked_at)
    values (v_help, v_room.circle_id, coalesce(v_room.parent_id, v_room.id), v_room.id, p_person, p_input ->> 'kind',
      p_input ->> 'text', p_input -> 'about', kith_now(), '[]', kith_now());
    perform ask_next_host(v_help);
  elsif exists (select 1 from help_calls where id = v_help and position(p_input ->> 'text' in text) > 0) then
    null;
  elsif (select length(text) from help_calls where id = v_help) > 2000 then
    return refuse('conflict', 'help_calls', jsonb_build_object('max', p_input -> 'most'));
  else
    update help_calls set text = concat_ws(E'\n', nullif(text, ''), nullif(p_input ->> 'text', '')) where id = v_help;
  end if;
  return conclude(v_room.circle_id, p_person, p_command, p_digest, jsonb_build_object('helpId', v_help), '[]');
end $$;

-- Nobody goes to somebody who is not there any more. What they called about for safety still waits for its answer.
create or replace function end_calls_of(p_person uuid, p_circle uuid) returns void
language plpgsql volatile as $$
begin
  update help_calls set resolved_at = kith_now()
  where person_id = p_person and circle_id = p_circle and resolved_at is null and kind <> 'safety';
end $$;

-- Locks a call with its table and the room it came from. Whoever may not see it finds nothing.
create or replace function lock_help(
  p_input jsonb, p_person uuid, p_command uuid, p_digest text,
  out o_call help_calls, out o_is_host boolean, out o_outcome jsonb
)
language plpgsql volatile as $$
begin
  select * into o_call from help_calls
  where id = (p_input ->> 'helpId')::uuid and table_id = (p_input ->> 'roomId')::uuid;
  perform lock_rooms(array[o_call.table_id, o_call.room_id]);
  select * into o_call from help_calls where id = o_call.id;
  perform hold_membership(r, p_person) from rooms r where r.id = o_call.table_id;
  o_is_host := o_call.id is not null and p_person = any (help_hosts(o_call));
  if not o_is_host and (o_call.person_id is distinct from p_person
    or (role_in(o_call.circle_id, p_person) is null and not is_guest_at(o_call.table_id, p_person))) then
    o_outcome := refuse('not_found', 'help');
    return;
  end if;
  o_outcome := known_command(o_call.circle_id, p_person, p_command, p_digest);
  if o_outcome is null and o_call.resolved_at is not null then
    o_outcome := refuse('closed', 'already');
  end if;
end $$;

-- One host takes a call. The room hears who is coming, unless the call is about safety.
create or replace function claim_help(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_call help_calls;
  v_events jsonb := '[]';
begin
  v := lock_help(p_input, p_person, p_command, p_digest);
  v_call := v.o_call;
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif not v.o_is_host then
    return refuse('forbidden', 'not_host');
  elsif v_call.claimed_by <> p_person then
    return refuse('conflict', 'claimed', jsonb_build_object('memberId', v_call.claimed_by));
  end if;
  if v_call.claimed_by is null then
    update help_calls set claimed_by = p_person, claimed_at = kith_now() where id = v_call.id;
    if v_call.kind <> 'safety' and exists (select 1 from rooms where id = v_call.room_id and closed_at is null) then
      v_events := jsonb_build_array(write_event(v_call.room_id, p_person, 'help:claimed', jsonb_build_object(
        'helpId', v_call.id, 'memberId', v_call.person_id, 'hostId', p_person, 'kind', v_call.kind)));
    end if;
  end if;
  return conclude(v_call.circle_id, p_person, p_command, p_digest, '{}', v_events);
end $$;

-- A call that was taken waits again. The room hears it where it heard who was coming.
create or replace function give_back(p_call help_calls) returns jsonb
language plpgsql volatile as $$
begin
  update help_calls set claimed_by = null, claimed_at = null where id = p_call.id;
  if p_call.kind = 'safety' or not exists (select 1 from rooms where id = p_call.room_id and closed_at is null) then
    return '[]';
  end if;
  return jsonb_build_array(write_event(p_call.room_id, p_call.claimed_by, 'help:released', jsonb_build_object(
    'helpId', p_call.id, 'memberId', p_call.person_id, 'hostId', p_call.claimed_by)));
end $$;

create or replace function release_help(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_events jsonb;
begin
  v := lock_help(p_input, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif (v.o_call).claimed_by is distinct from p_person then
    return refuse('forbidden', 'not_claimed');
  end if;
  v_events := give_back(v.o_call);
  perform ask_next_host((v.o_call).id);
  return conclude((v.o_call).circle_id, p_person, p_command, p_digest, '{}', v_events);
end $$;

-- Ends a call. One about safety ends only when a host has written what was done: its author may say that it is settled, which
-- somebody may have pressed them to, and the hosts see that; it stays open all the same, after the session too.
create or replace function resolve_help(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_call help_calls;
begin
  v := lock_help(p_input, p_person, p_command, p_digest);
  v_call := v.o_call;
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif v_call.kind <> 'safety' then
    update help_calls set resolved_at = kith_now() where id = v_call.id;
  elsif not v.o_is_host then
    if v_call.settled_at is not null then
      return refuse('closed', 'already');
    end if;
    update help_calls set settled_at = kith_now() where id = v_call.id;
  elsif p_input ->> 'outcome' is null then
    return refuse('invalid', 'outcome');
  else
    update help_calls set resolved_at = kith_now(), outcome = p_input ->> 'outcome', outcome_by = p_person where id = v_call.id;
  end if;
  return conclude(v_call.circle_id, p_person, p_command, p_digest, '{}', '[]');
end $$;
