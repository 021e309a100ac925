-- Stepping out: who looks in at the table keeps the place in their breakout for ten minutes, here or not. Everybody in the
-- breakout sees until when; the clock frees it then, and whoever was out comes back like who comes late.

create or replace function step_out(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v_room rooms;
  v_seat seats;
  v_known jsonb;
  v_until timestamptz;
  v_events jsonb := '[]';
begin
  perform lock_rooms(array[(p_input ->> 'roomId')::uuid]);
  select * into v_room from rooms where id = (p_input ->> 'roomId')::uuid;
  if v_room.kind is distinct from 'breakout' or not may_read(v_room.id, p_person) then
    return refuse('not_found', 'room');
  end if;
  v_known := known_command(v_room.circle_id, p_person, p_command, p_digest);
  if v_known is not null then
    return v_known;
  elsif v_room.closed_at is not null then
    return refuse('closed', 'room_closed', jsonb_build_object('parentId', v_room.parent_id));
  end if;
  select * into v_seat from seats where room_id = v_room.id and person_id = p_person;
  if not found then
    return refuse('forbidden', 'no_seat');
  end if;
  -- Saying it again keeps the place no longer than the first time.
  v_until := coalesce(v_seat.out_until, kith_now() + (p_input ->> 'keptMs')::bigint * interval '1 millisecond');
  if v_seat.out_until is null then
    update seats set out_until = v_until where room_id = v_room.id and person_id = p_person;
    v_events := jsonb_build_array(write_event(v_room.id, p_person, 'seat:stepped-out',
      jsonb_build_object('memberId', p_person, 'until', in_ms(v_until))));
  end if;
  return conclude(v_room.circle_id, p_person, p_command, p_digest, jsonb_build_object('until', in_ms(v_until)), v_events);
end $$;

-- Whoever enters their breakout again is out no longer. The caller holds the room's lock.
create or replace function end_stepping_out(p_room uuid, p_person uuid) returns jsonb
language plpgsql volatile as $$
begin
  update seats set out_until = null where room_id = p_room and person_id = p_person and out_until is not null;
  if not found then
    return '[]';
  end if;
  return jsonb_build_array(write_event(p_room, p_person, 'seat:came-back', jsonb_build_object('memberId', p_person)));
end $$;

-- Back into the round: to the place that was kept, else to the same breakout where it has room, else like who comes late.
create or replace function come_back(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_table uuid := (p_input ->> 'roomId')::uuid;
  v_place uuid;
  v_events jsonb;
begin
  v := lock_round_for_seated(v_table, (p_input ->> 'roundId')::uuid, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  end if;
  v_place := (breakouts_with(v_table, p_person))[1];
  if v_place is not null then
    v_events := end_stepping_out(v_place, p_person);
  else
    v_events := go_to_own_place(v.o_round, p_person);
    if v_events = '[]' then
      v_events := place_who_comes(v_table, p_person);
    end if;
    v_place := (breakouts_with(v_table, p_person))[1];
  end if;
  if v_place is null then
    return refuse('infeasible', 'people');
  end if;
  return conclude((v.o_round).circle_id, p_person, p_command, p_digest, jsonb_build_object('breakoutId', v_place), v_events);
end $$;
