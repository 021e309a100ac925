-- Who comes late to a round that is open: where they sit, by the round's rule.

-- Places somebody in an open round: where they were placed before, else by the round's rule in the smallest
-- breakout that can take them, or in the one with the fewest whom they have met. Who leads the session or sits this one out
-- stays in the room, as do those who choose for themselves. The caller holds the locks.
create or replace function place_late(p_parent uuid, p_member uuid) returns jsonb
language plpgsql volatile as $$
declare
  v_round rounds;
  v_to uuid;
begin
  select d.* into v_round from rounds d join sessions s on s.id = d.session_id
  where d.parent_id = p_parent and d.closed_at is null and s.host_id <> p_member
    and not d.sitting_out ? p_member::text;
  select r.id into v_to from rooms r
    left join placements p on p.round_id = v_round.id and p.person_id = p_member and p.room_id = r.id
  where r.round_id = v_round.id and r.closed_at is null and placement_refusal(v_round, p_member, r.id) is null
  order by p.room_id is null, case v_round.late when 'fewest-met' then met_in(v_round, p_member, r.id) end,
    (select count(*) from seats where room_id = r.id), r.id limit 1;
  return case when v_to is null then '[]' else move_member(v_round, p_member, v_to, null) end;
end $$;

-- Places whoever takes a seat at a table, or takes part again, by the rule of its open round. Where that leaves them at the
-- table, as while people choose, only who had a place before goes back to it.
create or replace function place_who_comes(p_table uuid, p_member uuid) returns jsonb
language plpgsql volatile as $$
declare
  v_round rounds;
begin
  if not is_left_to_choose(p_table) then
    return place_late(p_table, p_member);
  end if;
  select * into v_round from rounds where parent_id = p_table and closed_at is null;
  return go_to_own_place(v_round, p_member);
end $$;

-- Seats somebody in the breakout where they were placed before, if there is one and it has room for them.
create or replace function go_to_own_place(p_round rounds, p_member uuid) returns jsonb
language plpgsql volatile as $$
declare
  v_own uuid;
begin
  select p.room_id into v_own from placements p join rooms r on r.id = p.room_id and r.closed_at is null
  where p.round_id = p_round.id and p.person_id = p_member;
  return case when v_own is null or placement_refusal(p_round, p_member, v_own) is not null then '[]'
    else move_member(p_round, p_member, v_own, null) end;
end $$;

-- How many of those in a breakout this member has sat with in an earlier round of the circle.
create or replace function met_in(p_round rounds, p_member uuid, p_room uuid) returns bigint
language plpgsql stable as $$
begin
  return (
    select count(*) from seats s where s.room_id = p_room and exists (
      select 1 from placements mine join rounds d on d.id = mine.round_id and d.circle_id = p_round.circle_id
        join placements theirs on theirs.room_id = mine.room_id and theirs.person_id = s.person_id
      where mine.person_id = p_member and mine.round_id <> p_round.id)
  );
end $$;

create or replace function change_late(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
begin
  v := lock_round((p_input ->> 'roomId')::uuid, (p_input ->> 'roundId')::uuid, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  end if;
  update rounds set late = p_input ->> 'late' where id = (v.o_round).id;
  return conclude((v.o_round).circle_id, p_person, p_command, p_digest, '{}', '[]');
end $$;

-- Places everybody who sits in the room and was never placed, or whose breakout is closed. Who has stepped out stays out.
create or replace function place_unplaced(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_member uuid;
  v_events jsonb := '[]';
begin
  v := lock_round((p_input ->> 'roomId')::uuid, (p_input ->> 'roundId')::uuid, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  end if;
  for v_member in
    select s.person_id from seats s where s.room_id = (v.o_round).parent_id and s.offered_until is null
      and not exists (select 1 from placements p join rooms r on r.id = p.room_id and r.closed_at is null
        where p.round_id = (v.o_round).id and p.person_id = s.person_id)
    order by s.no
  loop
    v_events := v_events || place_late((v.o_round).parent_id, v_member);
  end loop;
  return conclude((v.o_round).circle_id, p_person, p_command, p_digest, jsonb_build_object('placed', (
    select coalesce(jsonb_agg(e -> 'event' -> 'body' -> 'memberId'), '[]') from jsonb_array_elements(v_events) e
    where e -> 'event' ->> 'roomId' = p_input ->> 'roomId')), v_events);
end $$;
