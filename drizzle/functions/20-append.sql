-- Messages, the hot path. One goes the plain way; many that wait at the same moment are committed together. Both spell out
-- their look-ups instead of calling the functions for them: a call that cannot be inlined costs more than the look-up.

-- Why a message cannot be written now, in the order in which a person should hear it; null when it can.
create or replace function message_refusal(
  p_room rooms, p_is_member boolean, p_has_place boolean, p_reply_exists boolean
) returns jsonb
language sql stable as $$
  select case
    when not p_is_member then refuse('not_found', 'room')
    when p_room.closed_at is not null and (p_has_place or p_room.kind <> 'breakout') then refuse('closed', 'room_closed')
    when p_room.kind = 'breakout' and not p_has_place then refuse('not_found', 'room')
    when p_room.kind = 'table' and not p_has_place then refuse('forbidden', 'no_seat')
    when not p_reply_exists then refuse('not_found', 'message')
  end
$$;

-- Whether this person sits in or visits this room, or was placed in it: offers do not count.
create or replace function has_place(p_room uuid, p_person uuid) returns boolean
language plpgsql stable as $$
begin
  return (
    select exists (select 1 from seats where room_id = p_room and person_id = p_person and offered_until is null)
      or exists (select 1 from visitors where room_id = p_room and person_id = p_person)
  );
end $$;

create or replace function is_message(p_room uuid, p_seq integer) returns boolean
language plpgsql stable as $$
begin
  return (
    select exists (select 1 from events where room_id = p_room and seq = p_seq and kind = 'message:sent')
  );
end $$;

-- The answer to a message: its sender has the words, so they do not travel back.
create or replace function appended(p_circle uuid, p_epoch integer, p_seq integer, p_at timestamptz) returns jsonb
language sql stable parallel safe as $$
  select jsonb_build_object('ok', true, 'circleId', p_circle, 'epoch', p_epoch, 'seq', p_seq, 'at', in_ms(p_at))
$$;

create or replace function message_body(p_text text, p_reply_to integer) returns jsonb
language sql stable parallel safe as $$
  select case when p_reply_to is null then jsonb_build_object('text', p_text)
    else jsonb_build_object('text', p_text, 'replyTo', p_reply_to) end
$$;

create or replace function append_message(
  p_room uuid, p_person uuid, p_command uuid, p_digest text, p_text text, p_reply_to integer
) returns jsonb
language plpgsql volatile as $$
declare
  v_room rooms;
  v_found record;
  v_refusal jsonb;
  v_at timestamptz;
begin
  select * into v_room from rooms where id = p_room for no key update;
  if not found then
    return refuse('not_found', 'room');
  end if;
  -- A statement of its own, after the lock: it sees what those who held the room before have committed.
  select
    exists (select 1 from commands
      where circle_id = v_room.circle_id and person_id = p_person and command_id = p_command) as is_known,
    exists (select 1 from memberships
      where circle_id = v_room.circle_id and person_id = p_person and ended_at is null) as is_member,
    (select case when room_id = p_room then from_seq else 1 end from guests
      where person_id = p_person and ended_at is null and room_id in (p_room, v_room.parent_id)) as guest_from,
    exists (select 1 from seats where room_id = p_room and person_id = p_person and offered_until is null)
      or exists (select 1 from visitors where room_id = p_room and person_id = p_person) as has_place,
    p_reply_to is null or exists (select 1 from events
      where room_id = p_room and seq = p_reply_to and kind = 'message:sent') as reply_exists
  into v_found;
  -- A guest answers what was said since their session began; what was before is not there for them.
  if v_found.is_known then
    return known_command(v_room.circle_id, p_person, p_command, p_digest);
  end if;
  v_refusal := message_refusal(v_room, v_found.is_member or v_found.guest_from is not null, v_found.has_place,
    v_found.reply_exists and (p_reply_to is null or v_found.is_member or p_reply_to >= v_found.guest_from));
  if v_refusal is not null then
    return v_refusal;
  end if;
  v_at := kith_now();
  with counted as (
    update rooms set last_seq = v_room.last_seq + 1 where id = p_room
  ), written as (
    insert into events (room_id, seq, circle_id, kind, person_id, at, body) values (p_room, v_room.last_seq + 1,
      v_room.circle_id, 'message:sent', p_person, v_at, message_body(p_text, p_reply_to))
  )
  insert into commands (circle_id, person_id, command_id, digest, room_id, seq)
  values (v_room.circle_id, p_person, p_command, p_digest, p_room, v_room.last_seq + 1);
  return appended(v_room.circle_id, v_room.epoch, v_room.last_seq + 1, v_at);
end $$;

-- Many messages in one transaction. All rooms are locked in one sorted statement, those that somebody else holds are
-- skipped and come back as {"busy": true}; then one statement refuses first and numbers the rest. The second statement has
-- a snapshot of its own, taken after the locks: every check in it sees what those before us have committed.
-- The caller never puts one command twice into a batch. Answers come in the order of the items.
create or replace function append_messages(
  p_rooms uuid[], p_people uuid[], p_commands uuid[], p_digests text[], p_texts text[], p_replies integer[]
) returns jsonb
language plpgsql volatile as $$
declare
  v_locked uuid[];
  v_at timestamptz;
  v_answers jsonb;
begin
  select array_agg(id) into v_locked
  from (select id from rooms where id = any (p_rooms) order by id for no key update skip locked) as taken;
  v_at := kith_now();

  with item as (
    select * from unnest(p_rooms, p_people, p_commands, p_digests, p_texts, p_replies)
      with ordinality as t (room_id, person_id, command_id, digest, body, reply_to, i)
  ), judged as (
    -- "limit 1" keeps each look-up an index probe: without it the planner reads whole tables into hashes.
    select item.*, room.circle_id, room.epoch, room.last_seq,
      case when room.id is null then '{"busy": true}'::jsonb
        when known.command_id is not null then known_command(room.circle_id, item.person_id, item.command_id, item.digest)
        else message_refusal(room, member.person_id is not null or guest.sees_from is not null,
          seat.no is not null or visitor.no is not null,
          item.reply_to is null or (quoted.seq is not null and quoted.seq >= coalesce(guest.sees_from, 1)))
      end as answer
    from item
    left join unnest(v_locked) as taken (id) on taken.id = item.room_id
    left join lateral (select * from rooms r where r.id = taken.id limit 1) as room on true
    left join lateral (
      select c.command_id from commands c
      where c.circle_id = room.circle_id and c.person_id = item.person_id and c.command_id = item.command_id limit 1
    ) as known on true
    left join lateral (
      select m.person_id from memberships m
      where m.circle_id = room.circle_id and m.person_id = item.person_id and m.ended_at is null limit 1
    ) as member on true
    left join lateral (
      select case when g.room_id = item.room_id then g.from_seq else 1 end as sees_from from guests g
      where member.person_id is null and g.person_id = item.person_id and g.ended_at is null
        and g.room_id in (item.room_id, room.parent_id) limit 1
    ) as guest on true
    left join lateral (
      select s.no from seats s
      where s.room_id = item.room_id and s.person_id = item.person_id and s.offered_until is null limit 1
    ) as seat on true
    left join lateral (
      select v.no from visitors v where seat.no is null and v.room_id = item.room_id and v.person_id = item.person_id limit 1
    ) as visitor on true
    left join lateral (
      select e.seq from events e
      where item.reply_to is not null and e.room_id = item.room_id and e.seq = item.reply_to and e.kind = 'message:sent' limit 1
    ) as quoted on true
  ), numbered as (
    select *, last_seq + (row_number() over (partition by room_id order by i))::integer as seq
    from judged where answer is null
  ), written as (
    insert into events (room_id, seq, circle_id, kind, person_id, at, body)
    select room_id, seq, circle_id, 'message:sent', person_id, v_at, message_body(body, reply_to) from numbered
  ), remembered as (
    insert into commands (circle_id, person_id, command_id, digest, room_id, seq)
    select circle_id, person_id, command_id, digest, room_id, seq from numbered
  ), counted as (
    update rooms set last_seq = head.seq
    from (select room_id, max(seq) as seq from numbered group by room_id) as head where rooms.id = head.room_id
  )
  select jsonb_agg(coalesce(judged.answer, appended(numbered.circle_id, numbered.epoch, numbered.seq, v_at))
    order by judged.i)
  into v_answers
  from judged left join numbered using (i);
  return v_answers;
end $$;
