-- What a restore does after everything is back and before anybody is served: what was taken back after the backup had been
-- made is taken back again, and nobody is signed in. Nobody is connected, so nobody is told.

create or replace function end_all_sign_ins() returns void
language plpgsql volatile as $$
begin
  update sign_ins set ended_at = kith_now() where ended_at is null;
  update sign_in_links set used_at = kith_now() where used_at is null and kind <> 'first';
  delete from passkey_challenges;
end $$;

create or replace function apply_ledger(p_ledger jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v_done jsonb;
  v_ways integer;
  v_invites integer;
begin
  v_done := jsonb_build_object('messages', take_back_words(p_ledger), 'guests', take_back_guests(p_ledger))
    || take_back_roles(p_ledger);
  update invites set revoked_at = kith_now() where used_at is null and revoked_at is null
    and id in (select value::uuid from jsonb_array_elements_text(p_ledger -> 'invites'));
  get diagnostics v_invites = row_count;
  with removed as (
    delete from passkeys where id not in (select value::uuid from jsonb_array_elements_text(p_ledger -> 'passkeys')) returning 1
  ), blanked as (
    update people set email_sealed = null, email_index = null where email_index is not null
      and email_index not in (select value ->> 'index' from jsonb_array_elements(p_ledger -> 'addresses')
        where (value ->> 'personId')::uuid = people.id) returning 1
  )
  select (select count(*) from removed) + (select count(*) from blanked) into v_ways;
  return v_done || jsonb_build_object('invites', v_invites, 'waysIn', v_ways);
end $$;

-- The number of a message is not enough: in a log that went on differently it is another message. So its time must be the
-- same too. What was edited since has lost these words as well; the newer ones nobody has.
create or replace function take_back_words(p_ledger jsonb) returns integer
language plpgsql volatile as $$
declare
  v record;
  v_event jsonb;
  v_count integer := 0;
begin
  for v in
    select e as message, l."byId" as by_id
    from jsonb_to_recordset(p_ledger -> 'words') as l ("roomId" uuid, seq integer, at bigint, "revisedBy" integer, "byId" uuid)
      join events e on e.room_id = l."roomId" and e.seq = l.seq and in_ms(e.at) = l.at
    where e.kind = 'message:sent' and e.revised_by is distinct from l."revisedBy" and not is_removed(e)
    order by e.room_id, e.seq
  loop
    v_event := write_event((v.message).room_id, v.by_id, 'message:removed', jsonb_build_object('seq', (v.message).seq));
    perform blank_words(v.message, (v_event -> 'event' ->> 'seq')::integer);
    delete from reactions where room_id = (v.message).room_id and seq = (v.message).seq;
    delete from marks where room_id = (v.message).room_id and seq = (v.message).seq;
    v_count := v_count + 1;
  end loop;
  return v_count;
end $$;

create or replace function take_back_guests(p_ledger jsonb) returns integer
language plpgsql volatile as $$
declare
  v record;
  v_count integer := 0;
begin
  for v in
    select g as stay, l."endedBy" as by_id, l.because
    from jsonb_to_recordset(coalesce(p_ledger -> 'guests', '[]'))
        as l ("sessionId" uuid, "personId" uuid, "endedBy" uuid, because text)
      join guests g on g.session_id = l."sessionId" and g.person_id = l."personId" and g.ended_at is null
    order by g.session_id, g.no
  loop
    perform end_guest(v.stay, v.by_id, v.because);
    v_count := v_count + 1;
  end loop;
  return v_count;
end $$;

create or replace function rank_of(p_role text) returns integer
language sql stable parallel safe as $$
  select coalesce(array_position(array['member', 'facilitator', 'steward'], p_role), 0)
$$;

-- Rights only ever shrink here, with one exception: before the last steward goes, those are stewards who were it later. Who
-- would still leave a circle without a steward stays, and is named.
create or replace function take_back_roles(p_ledger jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_circle circles;
  v_members integer := 0;
  v_roles integer := 0;
  v_kept jsonb := '[]';
begin
  for v in
    select m.circle_id, m.person_id, m.name, l.role as later, coalesce(l."endedBy", m.person_id) as by_id
    from jsonb_to_recordset(p_ledger -> 'members') as l ("circleId" uuid, "personId" uuid, role text, "endedBy" uuid)
      join memberships m on m.circle_id = l."circleId" and m.person_id = l."personId" and m.ended_at is null
    where l.role is null or rank_of(l.role) < rank_of(m.role)
    order by m.circle_id, m.joined_seq
  loop
    if role_in(v.circle_id, v.person_id) = 'steward' and other_stewards(v.circle_id, v.person_id) = 0 then
      perform give_role(v.circle_id, l."personId", 'steward')
      from jsonb_to_recordset(p_ledger -> 'members') as l ("circleId" uuid, "personId" uuid, role text)
      where l."circleId" = v.circle_id and l.role = 'steward' and role_in(v.circle_id, l."personId") is not null;
    end if;
    select * into v_circle from circles where id = v.circle_id;
    if role_in(v.circle_id, v.person_id) = 'steward' and other_stewards(v.circle_id, v.person_id) = 0 then
      v_kept := v_kept || jsonb_build_object('name', v.name, 'circleName', v_circle.name);
    elsif v.later is null then
      perform end_membership(v_circle, v.person_id, v.by_id, 'Your membership had ended when a backup was restored.',
        v.by_id <> v.person_id);
      v_members := v_members + 1;
    else
      perform give_role(v.circle_id, v.person_id, v.later);
      v_roles := v_roles + 1;
    end if;
  end loop;
  return jsonb_build_object('members', v_members, 'roles', v_roles, 'kept', v_kept);
end $$;

create or replace function give_role(p_circle uuid, p_person uuid, p_role text) returns void
language plpgsql volatile as $$
begin
  update memberships set role = p_role where circle_id = p_circle and person_id = p_person and role <> p_role;
  if found then
    perform write_event((select commons_id from circles where id = p_circle), null, 'member:role-changed',
      jsonb_build_object('memberId', p_person, 'role', p_role));
    perform lead_no_longer(p_circle, p_person, null);
  end if;
end $$;
