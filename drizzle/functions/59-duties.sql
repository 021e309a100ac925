-- Who leads a breakout and who takes its notes. A duty stays with the breakout: when whoever has it gives up their place, it
-- passes to the next of those who sit there.

-- Which of these people have a duty, by member.
create or replace function duties_among(p_members jsonb, p_served jsonb) returns jsonb
language plpgsql immutable as $$
begin
  return (
    select coalesce(jsonb_object_agg(member_id, duty), '{}') from jsonb_each_text(p_served) as served (member_id, duty)
    where p_members ? member_id
  );
end $$;

create or replace function duties_in(p_room uuid) returns jsonb
language plpgsql stable as $$
begin
  return (
    select coalesce(jsonb_object_agg(person_id, duty) filter (where person_id is not null), '{}')
    from breakout_duties where room_id = p_room
  );
end $$;

-- Passes on what nobody has any longer: to whoever sits there without a duty and has had this one least recently in the
-- circle, then any, then in the order of their seats; to nobody where there is none, until somebody comes. The caller
-- holds the breakout's lock and calls this after whatever has changed who sits there.
create or replace function pass_duties(p_room uuid) returns jsonb
language plpgsql volatile as $$
declare
  v_held breakout_duties;
  v_room rooms;
  v_next uuid;
  v_events jsonb := '[]';
begin
  for v_held in
    select b.* from breakout_duties b where b.room_id = p_room
      and not exists (select 1 from seats s where s.room_id = b.room_id and s.person_id = b.person_id)
    order by b.duty
  loop
    select * into v_room from rooms where id = p_room;
    v_next := next_for_duty(v_room, v_held.duty);
    continue when v_next is not distinct from v_held.person_id;
    update breakout_duties set person_id = v_next where room_id = p_room and duty = v_held.duty;
    if v_next is not null then
      insert into duties (circle_id, round_id, person_id, duty, served_at)
      values (v_room.circle_id, v_room.round_id, v_next, v_held.duty, kith_now()) on conflict do nothing;
    end if;
    v_events := v_events || write_event(p_room, null, 'duty:passed',
      jsonb_build_object('roundId', v_room.round_id, 'duty', v_held.duty, 'memberId', v_next));
  end loop;
  return v_events;
end $$;

create or replace function next_for_duty(p_room rooms, p_duty text) returns uuid
language plpgsql stable as $$
begin
  return (
    select s.person_id from seats s
    where s.room_id = p_room.id
      and not exists (select 1 from breakout_duties b where b.room_id = s.room_id and b.person_id = s.person_id)
    order by
      (select max(served_at) from duties d
        where d.circle_id = p_room.circle_id and d.person_id = s.person_id and d.duty = p_duty) nulls first,
      (select max(served_at) from duties d where d.circle_id = p_room.circle_id and d.person_id = s.person_id) nulls first,
      s.no
    limit 1
  );
end $$;
