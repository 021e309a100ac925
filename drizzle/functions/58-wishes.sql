-- With whom somebody would rather not sit. Nobody but its author ever reads a wish: it writes no event, and whatever it
-- prevents is refused in the same words as anything else about people.

-- The commons is locked with the circle, as it is by what opens a round or moves people in it: a wish that was acknowledged
-- holds for every placement that a host makes after it.
create or replace function keep_apart(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_circle uuid := (p_input ->> 'circleId')::uuid;
  v_other uuid := (p_input ->> 'memberId')::uuid;
begin
  v := lock_for(v_circle, p_person, p_command, p_digest, array['member', 'facilitator', 'steward']);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif role_in(v_circle, v_other) is null then
    return refuse('not_found', 'member');
  elsif v_other = p_person then
    return refuse('invalid', 'yourself');
  elsif (select count(*) from keep_aparts where circle_id = v_circle and person_id = p_person and other_id <> v_other)
    >= (p_input ->> 'most')::integer then
    return refuse('conflict', 'wishes', jsonb_build_object('max', p_input -> 'most'));
  end if;
  insert into keep_aparts (circle_id, person_id, other_id, made_at)
  values (v_circle, p_person, v_other, kith_now()) on conflict do nothing;
  return conclude(v_circle, p_person, p_command, p_digest, '{}', '[]');
end $$;

create or replace function forget_wish(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_circle uuid := (p_input ->> 'circleId')::uuid;
begin
  v := lock_for(v_circle, p_person, p_command, p_digest, array['member', 'facilitator', 'steward']);
  if v.o_outcome is not null then
    return v.o_outcome;
  end if;
  delete from keep_aparts
  where circle_id = v_circle and person_id = p_person and other_id = (p_input ->> 'memberId')::uuid;
  return conclude(v_circle, p_person, p_command, p_digest, '{}', '[]');
end $$;

-- Whether two of these people are kept apart, whoever of them wished it.
create or replace function are_apart(p_circle uuid, p_people uuid[]) returns boolean
language plpgsql stable as $$
begin
  return (
    select exists (select 1 from keep_aparts
      where circle_id = p_circle and person_id = any (p_people) and other_id = any (p_people))
  );
end $$;

-- Not this round: whoever says so is placed in none until it is over, and brought back where they were placed. The wish itself
-- writes no event; to others it looks as if they had stepped out.
create or replace function sit_out(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_table uuid := (p_input ->> 'roomId')::uuid;
  v_round rounds;
  v_events jsonb := '[]';
begin
  v := lock_table_for_guests(v_table, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  end if;
  insert into sit_outs (room_id, person_id, said_at) values (v_table, p_person, kith_now()) on conflict do nothing;
  -- Also whom the host had let sit out at first, and has placed since.
  update rounds set sitting_out = (sitting_out - p_person::text) || to_jsonb(p_person)
  where parent_id = v_table and closed_at is null returning * into v_round;
  if found then
    v_events := move_member(v_round, p_person, null, p_person);
  end if;
  return conclude((v.o_room).circle_id, p_person, p_command, p_digest, '{}', v_events);
end $$;

-- Only who sat out by their own word comes back by it: where the host let them sit out, the host places them.
create or replace function take_part(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_table uuid := (p_input ->> 'roomId')::uuid;
  v_events jsonb := '[]';
begin
  v := lock_table_for_guests(v_table, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  end if;
  delete from sit_outs where room_id = v_table and person_id = p_person;
  if found then
    update rounds set sitting_out = sitting_out - p_person::text where parent_id = v_table and closed_at is null;
    if cardinality(breakouts_with(v_table, p_person)) = 0 then
      v_events := place_who_comes(v_table, p_person);
    end if;
  end if;
  return conclude((v.o_room).circle_id, p_person, p_command, p_digest, '{}', v_events);
end $$;
