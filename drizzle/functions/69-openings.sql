-- Prepared rounds that open by themselves, so many minutes after their session has started. An opening is a row with an absolute
-- time; while it is there, it is still to come or was missed. Who sits with whom is worked out by a node, on whichever it is
-- due first; two that do it at once call the same function, and the second finds the row gone.

-- When a prepared round opens by itself; with no number no more. What has been missed is forgotten then.
create or replace function schedule_round(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_table uuid := (p_input ->> 'roomId')::uuid;
  v_prepared prepared_rounds;
  v_session sessions;
  v_due timestamptz;
  v_events jsonb;
begin
  v := lock_table(v_table, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif not is_host_of(v_table, p_person) then
    return refuse('forbidden', 'not_host');
  end if;
  select * into v_session from sessions where room_id = v_table and ended_at is null;
  select * into v_prepared from prepared_rounds where id = (p_input ->> 'preparedId')::uuid and room_id = v_table
    and (session_id is null or session_id = v_session.id);
  if not found then
    return refuse('not_found', 'no_prepared');
  end if;
  v_due := due_in(v_session, (p_input ->> 'opensAfter')::integer);
  if v_due <= kith_now() then
    return refuse('conflict', 'passed');
  end if;
  update prepared_rounds set opens_after = (p_input ->> 'opensAfter')::integer where id = v_prepared.id;
  v_events := unscheduled(v_table, v_prepared.id, p_person, v_due is null);
  if v_due is not null then
    v_events := v_events || scheduled(v_table, v_prepared.id, v_due, p_person);
  end if;
  return conclude((v.o_room).circle_id, p_person, p_command, p_digest, jsonb_build_object('opensAt', in_ms(v_due)), v_events);
end $$;

create or replace function due_in(p_session sessions, p_after integer) returns timestamptz
language sql stable as $$
  select p_session.started_at + p_after * interval '1 minute'
$$;

create or replace function scheduled(p_table uuid, p_prepared uuid, p_due timestamptz, p_person uuid) returns jsonb
language plpgsql volatile as $$
begin
  insert into openings (id, room_id, prepared_id, due_at) values (gen_random_uuid(), p_table, p_prepared, p_due);
  return write_event(p_table, p_person, 'round:scheduled', jsonb_build_object('preparedId', p_prepared, 'at', in_ms(p_due)));
end $$;

create or replace function unscheduled(p_table uuid, p_prepared uuid, p_person uuid, p_is_said boolean) returns jsonb
language plpgsql volatile as $$
begin
  delete from openings where prepared_id = p_prepared;
  if not found or not p_is_said then
    return '[]';
  end if;
  return jsonb_build_array(write_event(p_table, p_person, 'round:scheduled',
    jsonb_build_object('preparedId', p_prepared, 'at', null)));
end $$;

-- A session has started: what is prepared for any session of its table is due in this one.
create or replace function schedule_all(p_session sessions) returns jsonb
language plpgsql volatile as $$
declare
  v_prepared prepared_rounds;
  v_events jsonb := '[]';
begin
  for v_prepared in select * from prepared_rounds
    where room_id = p_session.room_id and session_id is null and opens_after is not null order by opens_after, id
  loop
    v_events := v_events || scheduled(p_session.room_id, v_prepared.id,
      due_in(p_session, v_prepared.opens_after), p_session.host_id);
  end loop;
  return v_events;
end $$;

-- A round opens, whoever opens it: this prepared one is not to come any more, and what was missed is over.
create or replace function end_openings(p_table uuid, p_prepared uuid) returns void
language plpgsql volatile as $$
begin
  delete from openings where room_id = p_table and (missed_at is not null or prepared_id = p_prepared);
end $$;

-- What is due now or within two seconds, with everything that is needed to compose it.
create or replace function due_openings() returns jsonb
language plpgsql volatile as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('openingId', o.id, 'roomId', o.room_id, 'preparedId', o.prepared_id,
      'plan', p.plan, 'dueInMs', extract(epoch from o.due_at - kith_now()) * 1000) order by o.due_at, o.id), '[]')
    from openings o join prepared_rounds p on p.id = o.prepared_id
    where o.missed_at is null and o.due_at <= kith_now() + interval '2 seconds'
  );
end $$;

-- Opens what is due as it was composed, or notes that it could not be with who is here; both only for those who sit here at
-- this moment. Put off to a minute after its end while another round is open. The commons is locked like by a host's
-- opening: a wish that was acknowledged holds.
create or replace function open_by_itself(p_opening uuid, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v_room rooms;
  v_opening openings;
  v_session sessions;
  v_open rounds;
  v_begun jsonb;
begin
  select r.* into v_room from openings o join rooms r on r.id = o.room_id where o.id = p_opening;
  perform lock_rooms(array[v_room.id, (select commons_id from circles where id = v_room.circle_id)]);
  select * into v_opening from openings where id = p_opening and missed_at is null and due_at <= kith_now();
  if not found then
    return refuse('closed', 'already');
  end if;
  select * into v_room from rooms where id = v_room.id;
  select * into v_session from sessions where room_id = v_room.id and ended_at is null;
  select * into v_open from rounds where parent_id = v_room.id and closed_at is null;
  if v_open.id is not null then
    return done('{}', unscheduled(v_room.id, v_opening.prepared_id, null, false) || scheduled(v_room.id,
      v_opening.prepared_id, greatest(v_open.ends_at, kith_now()) + interval '1 minute', null));
  elsif p_input -> 'breakouts' is not null then
    v_begun := begin_round(v_room, v_session, null, p_input);
    return v_begun;
  elsif not is_seating(v_room.id, p_input -> 'seated', p_input -> 'optedOut') then
    return refuse('conflict', 'stale');
  end if;
  update openings set missed_at = kith_now() where id = p_opening;
  return done('{}', jsonb_build_array(write_event(v_room.id, null, 'round:missed',
    jsonb_build_object('preparedId', v_opening.prepared_id))));
end $$;

-- Whether these sit at a table now, and these of them said "not this round".
create or replace function is_seating(p_table uuid, p_seated jsonb, p_opted_out jsonb) returns boolean
language plpgsql stable as $$
begin
  return (
    select p_seated @> seated and seated @> p_seated and p_opted_out @> opted_out and opted_out @> p_opted_out
    from (
      select seated_in(p_table) as seated,
        (select coalesce(jsonb_agg(person_id), '[]') from sit_outs where room_id = p_table) as opted_out) as now
  );
end $$;
