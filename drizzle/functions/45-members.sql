create or replace function rename_member(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_circle uuid := (p_input ->> 'circleId')::uuid;
  v_event jsonb;
begin
  v := lock_for(v_circle, p_person, p_command, p_digest, array['member', 'facilitator', 'steward']);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif is_name_like(v_circle, p_person, p_input ->> 'name', looks_of(p_input)) then
    return refuse('conflict', 'name_taken');
  end if;
  update memberships set name = p_input ->> 'name', looks = looks_of(p_input)
  where circle_id = v_circle and person_id = p_person;
  update people set name = p_input ->> 'name', looks = looks_of(p_input) where id = p_person;
  v_event := write_event((v.o_circle).commons_id, p_person, 'member:renamed',
    jsonb_build_object('memberId', p_person, 'name', p_input ->> 'name'));
  return conclude(v_circle, p_person, p_command, p_digest, '{}', jsonb_build_array(v_event));
end $$;

create or replace function other_stewards(p_circle uuid, p_person uuid) returns integer
language plpgsql stable as $$
begin
  return (
    select count(*)::integer from memberships
    where circle_id = p_circle and person_id <> p_person and role = 'steward' and ended_at is null
  );
end $$;

create or replace function change_role(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_circle uuid := (p_input ->> 'circleId')::uuid;
  v_member uuid := (p_input ->> 'memberId')::uuid;
  v_role text := p_input ->> 'role';
  v_was text;
  v_event jsonb;
begin
  v := lock_for(v_circle, p_person, p_command, p_digest, roles_of(p_input));
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif role_in(v_circle, v_member) is null then
    return refuse('not_found', 'member');
  elsif role_in(v_circle, v_member) = 'steward' and v_role <> 'steward' and other_stewards(v_circle, v_member) = 0 then
    return refuse('conflict', 'last_steward');
  end if;
  perform lock_open_rooms(v_circle);
  v_was := role_in(v_circle, v_member);
  update memberships set role = v_role where circle_id = v_circle and person_id = v_member;
  v_event := write_event((v.o_circle).commons_id, p_person, 'member:role-changed',
    jsonb_build_object('memberId', v_member, 'role', v_role));
  return conclude(v_circle, p_person, p_command, p_digest, '{}',
    jsonb_build_array(v_event) || case when is_host_role(v_was) then lead_no_longer(v_circle, v_member, null) else '[]' end);
end $$;

-- A removal (INV-7): the circle and all its open rooms are locked, epochs rise, seats and places end, and each log that the
-- person could read says so. What is numbered later never reaches them, whatever notice is lost.
create or replace function remove_member(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_circle uuid := (p_input ->> 'circleId')::uuid;
  v_member uuid := (p_input ->> 'memberId')::uuid;
  v_events jsonb;
begin
  v := lock_for(v_circle, p_person, p_command, p_digest, roles_of(p_input));
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif role_in(v_circle, v_member) is null then
    return refuse('not_found', 'member');
  elsif v_member = p_person then
    return refuse('invalid', 'leave_instead');
  end if;
  v_events := end_membership(v.o_circle, v_member, p_person, p_input ->> 'reason', true);
  return conclude(v_circle, p_person, p_command, p_digest, '{}', v_events);
end $$;

create or replace function leave_circle(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_circle uuid := (p_input ->> 'circleId')::uuid;
  v_known jsonb;
begin
  -- Asked before the membership, which ends by the first of two.
  perform lock_circle(v_circle);
  v_known := known_command(v_circle, p_person, p_command, p_digest);
  if v_known is not null then
    return v_known;
  end if;
  v := lock_for(v_circle, p_person, p_command, p_digest, array['member', 'facilitator', 'steward']);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif v.o_role = 'steward' and other_stewards(v_circle, p_person) = 0 then
    return refuse('conflict', 'last_steward');
  end if;
  return conclude(v_circle, p_person, p_command, p_digest, '{}',
    end_membership(v.o_circle, p_person, p_person, p_input ->> 'reason', false));
end $$;

-- All rooms of a circle in which something still happens. Whoever holds its commons, as lock_for does, finds that no other
-- one is opened meanwhile; a room has a higher id than its commons (version 7).
create or replace function lock_open_rooms(p_circle uuid) returns void
language plpgsql volatile as $$
begin
  perform lock_rooms(array(select id from rooms where circle_id = p_circle and closed_at is null and kind <> 'commons'));
end $$;

create or replace function end_membership(
  p_circle circles, p_member uuid, p_by uuid, p_reason text, p_is_removal boolean
) returns jsonb
language plpgsql volatile as $$
declare
  v_rooms uuid[];
  v_room uuid;
  v_events jsonb;
begin
  -- Which of them the person may read is asked after the locks: until then somebody may still seat them in one, or they
  -- may begin a visit.
  perform lock_open_rooms(p_circle.id);
  select array_agg(r.id order by r.id) into v_rooms from rooms r
  where r.circle_id = p_circle.id and r.closed_at is null and r.kind <> 'commons' and may_read(r.id, p_member);
  update memberships set ended_at = kith_now(), ended_by = p_by, ended_reason = p_reason
  where circle_id = p_circle.id and person_id = p_member;
  update circles set members = members - 1 where id = p_circle.id;
  perform end_calls_of(p_member, p_circle.id);
  if p_is_removal then
    -- What they hold of it themselves would let them in again.
    update invites set revoked_at = kith_now()
    where circle_id = p_circle.id and inviter_id = p_member and used_at is null and revoked_at is null;
  end if;
  update rooms set epoch = epoch + 1 where id = any (v_rooms || p_circle.commons_id);

  v_events := jsonb_build_array(write_event(p_circle.commons_id, p_by,
    case when p_is_removal then 'member:removed' else 'member:left' end, jsonb_build_object('memberId', p_member)));
  foreach v_room in array coalesce(v_rooms, '{}') loop
    if p_is_removal then
      v_events := v_events
        || put_out(v_room, p_member, p_by, 'member:removed', jsonb_build_object('memberId', p_member));
    else
      v_events := v_events || leave_line(v_room, p_member) || end_visit(v_room, p_member)
        || free_seat(v_room, p_member, 'left');
    end if;
  end loop;
  return v_events || lead_no_longer(p_circle.id, p_member, null) || admit_from_line(p_circle.id);
end $$;
