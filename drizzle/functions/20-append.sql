-- Messages, the hot path. One goes the plain way; many that wait at the same moment are committed together.

-- Why a message cannot be written now, in the order in which a person should hear it; null when it can.
create or replace function message_refusal(
  p_room rooms, p_is_member boolean, p_has_place boolean, p_reply_exists boolean
) returns jsonb
language sql immutable as $$
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
language sql stable as $$
  select exists (select 1 from seats where room_id = p_room and person_id = p_person and offered_until is null)
    or exists (select 1 from visitors where room_id = p_room and person_id = p_person)
$$;

create or replace function is_message(p_room uuid, p_seq integer) returns boolean
language sql stable as $$
  select exists (select 1 from events where room_id = p_room and seq = p_seq and kind = 'message:sent')
$$;

create or replace function append_message(
  p_room uuid, p_person uuid, p_command uuid, p_digest text, p_text text, p_reply_to integer
) returns jsonb
language plpgsql volatile as $$
declare
  v_room rooms;
  v_known jsonb;
  v_refusal jsonb;
  v_at timestamptz;
  v_seq integer;
begin
  select * into v_room from rooms where id = p_room for no key update;
  if not found then
    return refuse('not_found', 'room');
  end if;
  v_known := known_command(v_room.circle_id, p_person, p_command, p_digest);
  if v_known is not null then
    return v_known;
  end if;
  v_refusal := message_refusal(v_room, role_in(v_room.circle_id, p_person) is not null, has_place(p_room, p_person),
    p_reply_to is null or is_message(p_room, p_reply_to));
  if v_refusal is not null then
    return v_refusal;
  end if;
  v_seq := v_room.last_seq + 1;
  v_at := kith_now();
  update rooms set last_seq = v_seq where id = p_room;
  insert into events (room_id, seq, circle_id, kind, person_id, at, body)
  values (p_room, v_seq, v_room.circle_id, 'message:sent', p_person, v_at, message_body(p_text, p_reply_to));
  insert into commands (circle_id, person_id, command_id, digest, room_id, seq)
  values (v_room.circle_id, p_person, p_command, p_digest, p_room, v_seq);
  return jsonb_build_object('ok', true, 'circleId', v_room.circle_id, 'epoch', v_room.epoch, 'seq', v_seq, 'at', in_ms(v_at));
end $$;

create or replace function message_body(p_text text, p_reply_to integer) returns jsonb
language sql immutable parallel safe as $$
  select case when p_reply_to is null then jsonb_build_object('text', p_text)
    else jsonb_build_object('text', p_text, 'replyTo', p_reply_to) end
$$;

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
    select item.*, room.circle_id, room.epoch, room.last_seq, known.outcome,
      case when room.id is null then '{"busy": true}'::jsonb
        when known.outcome is not null then known.outcome
        else message_refusal(room, role_in(room.circle_id, item.person_id) is not null,
          has_place(item.room_id, item.person_id), item.reply_to is null or is_message(item.room_id, item.reply_to))
      end as answer
    from item
    left join lateral (select * from rooms where id = item.room_id and id = any (v_locked) limit 1) as room on true
    left join lateral (
      select known_command(c.circle_id, c.person_id, c.command_id, item.digest) as outcome from commands c
      where c.circle_id = room.circle_id and c.person_id = item.person_id and c.command_id = item.command_id limit 1
    ) as known on true
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
  select jsonb_agg(coalesce(judged.answer, jsonb_build_object('ok', true, 'circleId', numbered.circle_id,
      'epoch', numbered.epoch, 'seq', numbered.seq, 'at', in_ms(v_at))) order by judged.i)
  into v_answers
  from judged left join numbered using (i);
  return v_answers;
end $$;
