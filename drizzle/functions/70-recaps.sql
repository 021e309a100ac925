-- Recaps: drafted from a session, edited and signed by a person (INV-11). Hosts see drafts, the circle sees what is signed.

-- Whether a person may edit the recap of this session: who led it, and the circle's facilitators and stewards.
create or replace function may_edit_recap(p_session sessions, p_person uuid) returns boolean
language sql stable as $$
  select coalesce(role_in(p_session.circle_id, p_person) is not null
    and (p_session.host_id = p_person or p_session.co_hosts ? p_person::text
      or is_host_role(role_in(p_session.circle_id, p_person))), false)
$$;

-- Whether a message was said in a session: in its room between its first and last event, or in one of its breakouts. The
-- cards that these have posted count like messages of the room.
create or replace function is_said_in(p_session sessions, p_room uuid, p_seq integer) returns boolean
language plpgsql stable as $$
begin
  return (
    select (is_message(p_room, p_seq) or is_posted_card(p_room, p_seq)) and (
      (p_room = p_session.room_id and p_seq >= p_session.first_seq and p_seq <= coalesce(p_session.end_seq, p_seq))
      or exists (select 1 from rooms r join rounds d on d.id = r.round_id where r.id = p_room and d.session_id = p_session.id))
  );
end $$;

-- Replaces the bullets of a recap; false when one of them cites nothing that was said in the session.
create or replace function write_bullets(p_recap uuid, p_session sessions, p_bullets jsonb) returns boolean
language plpgsql volatile as $$
begin
  if exists (
    select 1 from jsonb_array_elements(p_bullets) b
    where jsonb_array_length(b -> 'cites') = 0 or exists (
      select 1 from jsonb_array_elements(b -> 'cites') c
      where not is_said_in(p_session, (c ->> 'roomId')::uuid, (c ->> 'seq')::integer))) then
    return false;
  end if;
  delete from citations where recap_id = p_recap;
  delete from bullets where recap_id = p_recap;
  insert into bullets (recap_id, no, text, type, section)
  select p_recap, no, b ->> 'text', b ->> 'type', b ->> 'section'
  from jsonb_array_elements(p_bullets) with ordinality as t (b, no);
  insert into citations (recap_id, no, position, room_id, seq)
  select p_recap, t.no, u.position, (c ->> 'roomId')::uuid, (c ->> 'seq')::integer
  from jsonb_array_elements(p_bullets) with ordinality as t (b, no),
    jsonb_array_elements(b -> 'cites') with ordinality as u (c, position);
  return true;
end $$;

create or replace function cites_removed(p_bullet bullets) returns boolean
language plpgsql stable as $$
begin
  return (
    select exists (select 1 from citations c join events e on e.room_id = c.room_id and e.seq = c.seq
      where c.recap_id = p_bullet.recap_id and c.no = p_bullet.no and e.kind = 'message:sent' and is_removed(e))
  );
end $$;

create or replace function draft_recap(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v_session sessions;
  v_recap recaps;
  v_known jsonb;
begin
  -- A removal of a member holds the commons as well, and whoever takes back words holds their room: nothing is drafted after
  -- either.
  perform lock_rooms(array(select unnest(array[c.commons_id, s.room_id]) from sessions s join circles c on c.id = s.circle_id
    where s.id = (p_input ->> 'sessionId')::uuid union all
    select r.id from rooms r join rounds d on d.id = r.round_id where d.session_id = (p_input ->> 'sessionId')::uuid));
  select * into v_session from sessions where id = (p_input ->> 'sessionId')::uuid for no key update;
  if role_in(v_session.circle_id, p_person) is null or v_session.room_id <> (p_input ->> 'roomId')::uuid then
    return refuse('not_found', 'session');
  elsif not may_edit_recap(v_session, p_person) then
    return refuse('forbidden', 'not_host');
  elsif v_session.ended_at is null then
    return refuse('conflict', 'session_running');
  end if;
  v_known := known_command(v_session.circle_id, p_person, p_command, p_digest);
  if v_known is not null then
    return v_known;
  end if;
  select * into v_recap from recaps where session_id = v_session.id;
  if not found then
    insert into recaps (id, circle_id, room_id, session_id, title, version, made_at)
    values ((p_input ->> 'recapId')::uuid, v_session.circle_id, v_session.room_id, v_session.id, v_session.title, 0, kith_now())
    returning * into v_recap;
    if not write_bullets(v_recap.id, v_session, p_input -> 'bullets') then
      raise exception 'the draft of session % cites what was not said in it', v_session.id;
    end if;
    -- What was removed while the draft was made.
    delete from citations c using bullets b where c.recap_id = v_recap.id and b.recap_id = c.recap_id and b.no = c.no
      and cites_removed(b);
    delete from bullets b where b.recap_id = v_recap.id
      and not exists (select 1 from citations where recap_id = b.recap_id and no = b.no);
  end if;
  return conclude(v_session.circle_id, p_person, p_command, p_digest,
    jsonb_build_object('recapId', v_recap.id, 'version', v_recap.version), '[]');
end $$;

-- Finds and locks a recap that somebody wants to change, at the version which they have seen.
create or replace function lock_recap(
  p_input jsonb, p_person uuid, p_command uuid, p_digest text,
  out o_recap recaps, out o_session sessions, out o_commons uuid, out o_outcome jsonb
)
language plpgsql volatile as $$
begin
  select commons_id into o_commons from circles where id = (p_input ->> 'circleId')::uuid;
  perform lock_rooms(array[o_commons]);
  select * into o_recap from recaps
  where id = (p_input ->> 'recapId')::uuid and circle_id = (p_input ->> 'circleId')::uuid for no key update;
  select * into o_session from sessions where id = o_recap.session_id;
  if not may_edit_recap(o_session, p_person) then
    o_outcome := refuse('not_found', 'recap');
    return;
  end if;
  o_outcome := known_command(o_recap.circle_id, p_person, p_command, p_digest);
  if o_outcome is not null then
    return;
  elsif o_recap.signed_at is not null then
    o_outcome := refuse('closed', 'signed');
  elsif o_recap.version <> (p_input ->> 'version')::integer then
    o_outcome := refuse('conflict', 'stale', jsonb_build_object('version', o_recap.version));
  end if;
end $$;

create or replace function save_recap(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
begin
  v := lock_recap(p_input, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif not write_bullets((v.o_recap).id, v.o_session, p_input -> 'bullets') then
    return refuse('invalid', 'uncited');
  end if;
  update recaps set title = p_input ->> 'title', version = version + 1 where id = (v.o_recap).id;
  return conclude((v.o_recap).circle_id, p_person, p_command, p_digest,
    jsonb_build_object('version', (v.o_recap).version + 1), '[]');
end $$;

create or replace function sign_recap(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_at timestamptz;
  v_event jsonb;
begin
  v := lock_recap(p_input, p_person, p_command, p_digest);
  v_at := kith_now();
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif not exists (select 1 from bullets where recap_id = (v.o_recap).id) then
    return refuse('invalid', 'no_bullets');
  end if;
  v_event := write_event(v.o_commons, p_person, 'recap:signed', jsonb_build_object('recapId', (v.o_recap).id,
    'roomId', (v.o_recap).room_id, 'sessionId', (v.o_recap).session_id, 'title', (v.o_recap).title), v_at);
  update recaps set signed_by = p_person, signed_at = v_at
  where id = (v.o_recap).id;
  return conclude((v.o_recap).circle_id, p_person, p_command, p_digest, '{}', jsonb_build_array(v_event));
end $$;
