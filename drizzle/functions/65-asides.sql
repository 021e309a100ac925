-- Asides: what a host says beside the rooms, to one person or to the other hosts, and what that person answers. All that is
-- said with one person is their thread, read by them and by who leads. Asides stand in no log, so nobody else ever reads
-- them, and they are shown while the session runs.

-- Who leads in a table now, whether here or not.
create or replace function hosts_of(p_table uuid) returns uuid[]
language plpgsql stable as $$
begin
  return (
    select coalesce(array_agg(m.person_id order by m.person_id), '{}') from rooms r
      join memberships m on m.circle_id = r.circle_id and m.ended_at is null
    where r.id = p_table and is_host_of(r.id, m.person_id)
  );
end $$;

create or replace function say_aside(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_table uuid := (p_input ->> 'roomId')::uuid;
  v_to uuid := (p_input ->> 'toId')::uuid;
  v_session uuid;
begin
  v := lock_table(v_table, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif not is_host_of(v_table, p_person) then
    return refuse('forbidden', 'not_host');
  end if;
  select id into v_session from sessions where room_id = v_table and ended_at is null;
  if not found then
    return refuse('conflict', 'no_session');
  elsif v_to = p_person then
    return refuse('invalid', 'yourself');
  elsif v_to is not null and not exists (
    select 1 from unnest(v.o_breakouts || v_table) id where has_place(id, v_to)) then
    return refuse('not_found', 'member');
  end if;
  insert into asides (id, circle_id, table_id, session_id, person_id, to_id, thread_id, text, said_at)
  values ((p_input ->> 'asideId')::uuid, (v.o_room).circle_id, v_table, v_session, p_person, v_to, v_to,
    p_input ->> 'text', kith_now());
  return conclude((v.o_room).circle_id, p_person, p_command, p_digest,
    jsonb_build_object('asideId', p_input -> 'asideId'), '[]');
end $$;

-- Whoever was spoken to, alone or in their breakout, answers the hosts.
create or replace function answer_aside(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_table uuid := (p_input ->> 'roomId')::uuid;
  v_session uuid;
begin
  v := lock_table_for_guests(v_table, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  end if;
  select id into v_session from sessions where room_id = v_table and ended_at is null;
  if not found then
    return refuse('conflict', 'no_session');
  elsif not was_spoken_to(v_session, p_person) then
    return refuse('forbidden', 'not_addressed');
  end if;
  insert into asides (id, circle_id, table_id, session_id, person_id, thread_id, text, said_at)
  values ((p_input ->> 'asideId')::uuid, (v.o_room).circle_id, v_table, v_session, p_person, p_person, p_input ->> 'text',
    kith_now());
  return conclude((v.o_room).circle_id, p_person, p_command, p_digest,
    jsonb_build_object('asideId', p_input -> 'asideId'), '[]');
end $$;

create or replace function was_spoken_to(p_session uuid, p_person uuid) returns boolean
language plpgsql stable as $$
begin
  return (
    select exists (select 1 from asides where session_id = p_session and to_id = p_person)
      or exists (select 1 from placements p join rounds d on d.id = p.round_id and d.session_id = p_session
        join host_words w on w.round_id = d.id and w.room_id = p.room_id
        join events e on e.room_id = w.room_id and e.seq = w.seq and e.body ->> 'breakoutId' = p.room_id::text
        where p.person_id = p_person)
  );
end $$;
