-- Invitations: one addressee, a reason, one use.

create or replace function create_invite(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_circle uuid := (p_input ->> 'circleId')::uuid;
  v_expires timestamptz := kith_now() + (p_input ->> 'lifeMs')::bigint * interval '1 millisecond';
begin
  v := lock_for(v_circle, p_person, p_command, p_digest, roles_of(p_input));
  if v.o_outcome is not null then
    return v.o_outcome;
  end if;
  insert into invites (id, circle_id, inviter_id, addressee, reason, code_hash, made_at, expires_at)
  values ((p_input ->> 'inviteId')::uuid, v_circle, p_person, p_input ->> 'addressee', p_input ->> 'reason',
    p_input ->> 'codeHash', kith_now(), v_expires);
  return conclude(v_circle, p_person, p_command, p_digest,
    jsonb_build_object('inviteId', p_input -> 'inviteId', 'expiresAt', in_ms(v_expires)), '[]');
end $$;

create or replace function revoke_invite(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_circle uuid := (p_input ->> 'circleId')::uuid;
begin
  -- Whoever may bring a guest may also think better of it.
  v := lock_for(v_circle, p_person, p_command, p_digest, roles_of(case
    when exists (select 1 from invites
      where id = (p_input ->> 'inviteId')::uuid and circle_id = v_circle and session_id is not null)
    then jsonb_build_object('roles', p_input -> 'guestRoles') else p_input end));
  if v.o_outcome is not null then
    return v.o_outcome;
  end if;
  update invites set revoked_at = coalesce(revoked_at, kith_now())
  where id = (p_input ->> 'inviteId')::uuid and circle_id = v_circle and used_at is null;
  if not found then
    return refuse('not_found', 'invite');
  end if;
  return conclude(v_circle, p_person, p_command, p_digest, '{}', '[]');
end $$;

create or replace function invite_state(p_invite invites) returns text
language sql stable as $$
  select case when p_invite.used_at is not null then 'used' when p_invite.revoked_at is not null then 'revoked'
    when exists (select 1 from sessions where id = p_invite.session_id and ended_at is not null) then 'over'
    when p_invite.expires_at <= kith_now() then 'expired' else 'open' end
$$;

-- Redeems an invite: a membership, or a place in line that does not expire with the invite when the circle is full; or a stay
-- as a guest. The person may be new; the id comes with the call, so that the same command gives the same person.
create or replace function accept_invite(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v_invite invites;
  v_circle circles;
  v_name text := p_input ->> 'name';
  v_known jsonb;
  v_events jsonb := '[]';
  v_place integer;
begin
  select * into v_invite from invites where code_hash = p_input ->> 'codeHash';
  v_circle := lock_circle(v_invite.circle_id);
  select * into v_invite from invites where id = v_invite.id;
  if v_circle.id is null then
    return refuse('not_found', 'invite');
  end if;
  v_known := known_command(v_circle.id, p_person, p_command, p_digest);
  if v_known is not null then
    return v_known;
  elsif role_in(v_circle.id, p_person) is not null then
    return refuse('conflict', 'already_member', jsonb_build_object('circleId', v_circle.id));
  elsif invite_state(v_invite) <> 'open' then
    return refuse('not_found', 'invite_' || invite_state(v_invite));
  elsif is_name_like(v_circle.id, p_person, v_name, looks_of(p_input)) then
    return refuse('conflict', 'name_taken');
  elsif v_invite.session_id is not null then
    return accept_guest(v_invite, v_circle, p_person, p_command, p_digest, p_input);
  end if;
  insert into people (id, name, looks, made_at) values (p_person, v_name, looks_of(p_input), kith_now())
  on conflict (id) do nothing;
  update invites set used_by = p_person, used_at = kith_now() where id = v_invite.id;
  -- A guest of this evening has a place already, and keeps it as a member.
  if v_circle.members + v_circle.guests < v_circle.capacity or exists (select 1 from guests
    where circle_id = v_circle.id and person_id = p_person and ended_at is null) then
    perform lock_rooms(array[v_circle.commons_id]);
    v_events := jsonb_build_array(add_member(v_circle, p_person, v_name, v_invite.inviter_id));
    update memberships set looks = looks_of(p_input) where circle_id = v_circle.id and person_id = p_person;
  else
    insert into circle_line (circle_id, person_id, name, looks, invited_by, joined_at)
    values (v_circle.id, p_person, v_name, looks_of(p_input), v_invite.inviter_id, kith_now()) on conflict do nothing;
    select count(*) into v_place from circle_line where circle_id = v_circle.id
      and no <= (select no from circle_line where circle_id = v_circle.id and person_id = p_person);
  end if;
  return conclude(v_circle.id, p_person, p_command, p_digest,
    jsonb_build_object('circleId', v_circle.id, 'memberId', p_person, 'place', v_place, 'roomId', null), v_events);
end $$;
