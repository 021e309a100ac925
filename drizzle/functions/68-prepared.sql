-- Rounds that a host has composed for later: for the session that runs, or where none does for any that comes.

create or replace function prepare_round(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_table uuid := (p_input ->> 'roomId')::uuid;
  v_id uuid;
begin
  v := lock_table(v_table, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif not is_host_of(v_table, p_person) then
    return refuse('forbidden', 'not_host');
  elsif (select count(*) from prepared_rounds where room_id = v_table and name <> p_input ->> 'name')
    >= (p_input ->> 'most')::integer then
    return refuse('conflict', 'prepared', jsonb_build_object('max', p_input -> 'most'));
  end if;
  insert into prepared_rounds (id, circle_id, room_id, session_id, name, plan, made_by, made_at)
  values ((p_input ->> 'preparedId')::uuid, (v.o_room).circle_id, v_table,
    (select id from sessions where room_id = v_table and ended_at is null),
    p_input ->> 'name', p_input -> 'plan', p_person, kith_now())
  -- A round of this name that was for an earlier session is gone for good, with the time at which it opened by itself.
  on conflict (room_id, name) do update set plan = excluded.plan, session_id = excluded.session_id,
    opens_after = case when prepared_rounds.session_id is null or prepared_rounds.session_id = excluded.session_id
      then prepared_rounds.opens_after end,
    made_by = excluded.made_by, made_at = excluded.made_at
  returning id into v_id;
  return conclude((v.o_room).circle_id, p_person, p_command, p_digest, jsonb_build_object('preparedId', v_id), '[]');
end $$;

create or replace function unprepare_round(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_table uuid := (p_input ->> 'roomId')::uuid;
  v_id uuid;
  v_events jsonb := '[]';
begin
  v := lock_table(v_table, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif not is_host_of(v_table, p_person) then
    return refuse('forbidden', 'not_host');
  end if;
  select id into v_id from prepared_rounds where id = (p_input ->> 'preparedId')::uuid and room_id = v_table;
  if found then
    v_events := unscheduled(v_table, v_id, p_person, true);
    delete from prepared_rounds where id = v_id;
  end if;
  return conclude((v.o_room).circle_id, p_person, p_command, p_digest, '{}', v_events);
end $$;

-- What is prepared for this table: for its running session, and for any. What was for a session that has ended is not shown.
create or replace function look_round_prepared(p_person uuid, p_input jsonb) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('prepared', (
      select coalesce(jsonb_agg(jsonb_build_object('preparedId', p.id, 'name', p.name, 'madeAt', in_ms(p.made_at),
        'forSession', p.session_id is not null, 'plan', p.plan, 'opensAfter', p.opens_after,
        'opensAt', in_ms(case when o.missed_at is null then o.due_at end)) order by p.name), '[]')
      from prepared_rounds p left join sessions s on s.id = p.session_id left join openings o on o.prepared_id = p.id
      where p.room_id = r.id and s.ended_at is null))
    from rooms r where r.id = (p_input ->> 'roomId')::uuid and r.kind = 'table' and is_host_of(r.id, p_person)
  );
end $$;
