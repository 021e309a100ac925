-- Circles and who belongs to them. The counter on the locked circle row gates every joining, in the same function as the
-- membership and the use of the invite: a circle never holds more than its capacity (INV-5).

create or replace function circle_facts(p_circle circles) returns jsonb
language sql stable as $$
  select jsonb_build_object('name', p_circle.name, 'purpose', p_circle.purpose, 'problem', p_circle.problem,
    'values', p_circle.values, 'conduct', p_circle.conduct, 'capacity', p_circle.capacity)
$$;

-- Opens a circle with its commons and its first steward. It stands outside every circle: its command is the person's own.
create or replace function open_circle(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  c_nowhere constant uuid := '00000000-0000-0000-0000-000000000000';
  v_circle uuid := (p_input ->> 'circleId')::uuid;
  v_commons uuid := (p_input ->> 'commonsId')::uuid;
  v_facts jsonb := p_input -> 'facts';
  v_name text;
  v_looks text[];
  v_known jsonb;
  v_events jsonb;
begin
  select coalesce(p_input ->> 'name', name), case when p_input ? 'name' then looks_of(p_input) else looks end
  into v_name, v_looks from people where id = p_person for no key update;
  if not found then
    return refuse('unauthenticated', 'person');
  end if;
  v_known := known_command(c_nowhere, p_person, p_command, p_digest);
  if v_known is not null then
    return v_known;
  elsif (v_facts ->> 'capacity')::integer > (p_input ->> 'maxAlone')::integer then
    return refuse('forbidden', 'needs_second_steward', jsonb_build_object('max', p_input -> 'maxAlone'));
  elsif is_circle_like(p_person, v_circle, v_facts ->> 'name', name_looks_of(p_input)) then
    return refuse('conflict', 'circle_name_taken');
  end if;
  insert into circles (id, name, looks, purpose, problem, values, conduct, capacity, members, commons_id, opened_at)
  values (v_circle, v_facts ->> 'name', name_looks_of(p_input), v_facts ->> 'purpose', v_facts ->> 'problem',
    v_facts -> 'values', v_facts ->> 'conduct', (v_facts ->> 'capacity')::integer, 1, v_commons, kith_now());
  insert into rooms (id, circle_id, kind, name, capacity, opened_at)
  values (v_commons, v_circle, 'commons', v_facts ->> 'name', 0, kith_now());
  insert into memberships (circle_id, person_id, name, looks, role, joined_at, joined_seq)
  values (v_circle, p_person, v_name, v_looks, 'steward', kith_now(), 2);
  v_events := jsonb_build_array(
    write_event(v_commons, p_person, 'circle:opened',
      jsonb_build_object('facts', v_facts, 'stewardId', p_person, 'name', v_name)),
    write_event(v_commons, p_person, 'member:joined',
      jsonb_build_object('memberId', p_person, 'name', v_name, 'role', 'steward', 'invitedBy', null)));
  return conclude(c_nowhere, p_person, p_command, p_digest,
    jsonb_build_object('circleId', v_circle, 'commonsId', v_commons), v_events);
end $$;

-- What a name of the input looks like (UTS #39): the domain computes it, because the database has no such tables.
create or replace function looks_of(p_input jsonb) returns text[]
language plpgsql immutable parallel safe as $$
begin
  return (
    select array_agg(value) from jsonb_array_elements_text(p_input -> 'looks')
  );
end $$;

-- The same of what a circle or a table is called.
create or replace function name_looks_of(p_input jsonb) returns text[]
language plpgsql immutable parallel safe as $$
begin
  return (
    select array_agg(value) from jsonb_array_elements_text(p_input -> 'nameLooks')
  );
end $$;

-- Whether a circle would be called, to the eye, like another one that this person belongs to. Of those that they do not see
-- nothing is told (INV-6). The caller holds the person's row: of two circles that are renamed at once one is later.
create or replace function is_circle_like(p_person uuid, p_circle uuid, p_name text, p_looks text[]) returns boolean
language plpgsql stable as $$
begin
  return (
    select exists (
      select 1 from memberships m join circles c on c.id = m.circle_id
      where m.person_id = p_person and m.ended_at is null and c.id <> p_circle
        and (c.looks && p_looks or lower(c.name) = lower(p_name)))
  );
end $$;

-- Locks a circle and its commons for one of its members; refuses whoever has none of the roles.
create or replace function lock_for(
  p_circle uuid, p_person uuid, p_command uuid, p_digest text, p_roles text[],
  out o_circle circles, out o_role text, out o_outcome jsonb
)
language plpgsql volatile as $$
begin
  o_circle := lock_circle(p_circle);
  o_role := role_in(p_circle, p_person);
  if o_role is null then
    o_outcome := refuse('not_found', 'circle');
    return;
  end if;
  o_outcome := known_command(p_circle, p_person, p_command, p_digest);
  if o_outcome is null and not o_role = any (p_roles) then
    o_outcome := refuse('forbidden', 'role', jsonb_build_object('roles', p_roles));
  end if;
  if o_outcome is null then
    perform lock_rooms(array[o_circle.commons_id]);
  end if;
end $$;

create or replace function roles_of(p_input jsonb) returns text[]
language plpgsql immutable parallel safe as $$
begin
  return (
    select array_agg(value) from jsonb_array_elements_text(p_input -> 'roles')
  );
end $$;

create or replace function change_circle(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_circle uuid := (p_input ->> 'circleId')::uuid;
  v_facts jsonb := p_input -> 'facts';
  v_capacity integer := (p_input -> 'facts' ->> 'capacity')::integer;
  v_events jsonb;
begin
  v := lock_for(v_circle, p_person, p_command, p_digest, roles_of(p_input));
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif v_capacity > greatest((p_input ->> 'maxAlone')::integer, (v.o_circle).capacity) then
    return refuse('forbidden', 'needs_second_steward', jsonb_build_object('max', p_input -> 'maxAlone'));
  elsif v_capacity < (v.o_circle).members + (v.o_circle).guests then
    return refuse('conflict', 'seats_taken', jsonb_build_object('members', (v.o_circle).members + (v.o_circle).guests));
  end if;
  perform 1 from people where id = p_person for no key update;
  if is_circle_like(p_person, v_circle, v_facts ->> 'name', name_looks_of(p_input)) then
    return refuse('conflict', 'circle_name_taken');
  end if;
  update circles set name = v_facts ->> 'name', looks = name_looks_of(p_input), purpose = v_facts ->> 'purpose', problem = v_facts ->> 'problem',
    values = v_facts -> 'values', conduct = v_facts ->> 'conduct', capacity = v_capacity where id = v_circle;
  update rooms set name = v_facts ->> 'name' where id = (v.o_circle).commons_id;
  v_events := jsonb_build_array(
      write_event((v.o_circle).commons_id, p_person, 'circle:changed', jsonb_build_object('facts', v_facts)),
      write_event((v.o_circle).commons_id, p_person, 'room:changed',
        jsonb_build_object('roomId', (v.o_circle).commons_id, 'name', v_facts ->> 'name', 'capacity', 0)))
    || admit_from_line(v_circle);
  return conclude(v_circle, p_person, p_command, p_digest, '{}', v_events);
end $$;

create or replace function is_name_taken(p_circle uuid, p_person uuid, p_name text) returns boolean
language plpgsql stable as $$
begin
  return (
    select exists (select 1 from memberships where circle_id = p_circle and person_id <> p_person and ended_at is null
      and lower(name) = lower(p_name))
  );
end $$;

-- Whether a name is, or looks like, that of somebody who is in the circle, stands in its line or is a guest there. The circle
-- is locked.
create or replace function is_name_like(p_circle uuid, p_person uuid, p_name text, p_looks text[]) returns boolean
language plpgsql stable as $$
begin
  return is_name_taken(p_circle, p_person, p_name) or (
    select exists (
      select 1 from memberships where circle_id = p_circle and person_id <> p_person and ended_at is null and looks && p_looks
      union all
      select 1 from circle_line where circle_id = p_circle and person_id <> p_person
        and (looks && p_looks or lower(name) = lower(p_name))
      union all
      select 1 from guests where circle_id = p_circle and person_id <> p_person and ended_at is null
        and (looks && p_looks or lower(name) = lower(p_name))
    )
  );
end $$;

-- The caller holds the locks of the circle and its commons. The check on the counter is the wall behind the gate.
create or replace function add_member(p_circle circles, p_person uuid, p_name text, p_invited_by uuid) returns jsonb
language plpgsql volatile as $$
declare
  v_at timestamptz := kith_now();
  v_event jsonb;
begin
  update circles set members = members + 1, guests = guests - guest_joins(p_circle.id, p_person) where id = p_circle.id;
  v_event := write_event(p_circle.commons_id, p_person, 'member:joined',
    jsonb_build_object('memberId', p_person, 'name', p_name, 'role', 'member', 'invitedBy', p_invited_by), v_at);
  insert into memberships (circle_id, person_id, name, role, invited_by, joined_at, joined_seq)
  values (p_circle.id, p_person, p_name, 'member', p_invited_by,
    v_at, (v_event -> 'event' ->> 'seq')::integer)
  on conflict (circle_id, person_id) do update set name = excluded.name, role = 'member', invited_by = excluded.invited_by,
    joined_at = excluded.joined_at, joined_seq = excluded.joined_seq, ended_at = null, ended_by = null, ended_reason = null;
  delete from circle_line where circle_id = p_circle.id and person_id = p_person;
  return v_event;
end $$;

-- Places that became free go to the line, in its order. Who stands in it has accepted already.
create or replace function admit_from_line(p_circle uuid) returns jsonb
language plpgsql volatile as $$
declare
  v_circle circles;
  v_next circle_line;
  v_events jsonb := '[]';
begin
  loop
    select * into v_circle from circles where id = p_circle;
    exit when v_circle.members + v_circle.guests >= v_circle.capacity;
    select * into v_next from circle_line where circle_id = p_circle order by no limit 1;
    exit when not found;
    v_events := v_events || add_member(v_circle, v_next.person_id, v_next.name, v_next.invited_by);
    update memberships set looks = v_next.looks where circle_id = p_circle and person_id = v_next.person_id;
  end loop;
  return v_events;
end $$;
