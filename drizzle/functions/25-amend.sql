-- What is done to a message after it was sent. Words can go, numbers stay: an edit or a removal blanks the words that it
-- replaces, and the digest that would still recognise them, in the same transaction.

-- Locks a room and finds the message that somebody wants to change; refuses what they may not even know of.
create or replace function lock_message(
  p_room uuid, p_seq integer, p_person uuid, p_command uuid, p_digest text,
  out o_room rooms, out o_role text, out o_message events, out o_outcome jsonb
)
language plpgsql volatile as $$
begin
  -- What was said to two breakouts stands in two logs, and is changed in both.
  perform lock_rooms(array[p_room, twin_room(p_room, p_seq)]);
  select * into o_room from rooms where id = p_room;
  perform hold_membership(o_room, p_person);
  o_role := role_in(o_room.circle_id, p_person);
  if not coalesce(p_seq >= readable_from(p_room, p_person), false) then
    o_outcome := refuse('not_found', 'room');
    return;
  end if;
  o_outcome := known_command(o_room.circle_id, p_person, p_command, p_digest);
  if o_outcome is not null then
    return;
  end if;
  select * into o_message from events where room_id = p_room and seq = p_seq and kind = 'message:sent';
  if not found or is_removed(o_message) then
    o_outcome := refuse('not_found', 'message');
  end if;
end $$;

create or replace function is_removed(p_message events) returns boolean
language plpgsql stable as $$
begin
  return (
    select exists (
      select 1 from events where room_id = p_message.room_id and seq = p_message.revised_by and kind = 'message:removed')
  );
end $$;

create or replace function blank_words(p_message events, p_revised_by integer) returns void
language plpgsql volatile as $$
begin
  update events set body = body || '{"text": null}',
    revised_by = case when seq = p_message.seq then p_revised_by else revised_by end
  where room_id = p_message.room_id and seq in (p_message.seq, p_message.revised_by);
  update commands set digest = null
  where room_id = p_message.room_id and seq in (p_message.seq, p_message.revised_by) and digest is not null;
end $$;

-- What a draft has copied from a message goes with it, as long as nobody has signed that. Bullets in other words are their
-- writer's own.
create or replace function forget_in_drafts(p_message events) returns void
language plpgsql volatile as $$
declare
  v_bullet bullets;
begin
  -- Whoever saves or signs one of them comes before or after, and never in between.
  perform 1 from recaps where signed_at is null and id in (
    select recap_id from citations where room_id = p_message.room_id and seq = p_message.seq) order by id for no key update;
  for v_bullet in
    select b.* from citations c join bullets b on b.recap_id = c.recap_id and b.no = c.no
      join recaps r on r.id = b.recap_id and r.signed_at is null
    where c.room_id = p_message.room_id and c.seq = p_message.seq
      and is_copied(letters_of(words_of(p_message)), letters_of(b.text))
  loop
    delete from citations where recap_id = v_bullet.recap_id and no = v_bullet.no;
    delete from bullets where recap_id = v_bullet.recap_id and no = v_bullet.no;
    update recaps set version = version + 1 where id = v_bullet.recap_id;
  end loop;
end $$;

-- A message's words as they are now.
create or replace function words_of(p_message events) returns text
language plpgsql stable as $$
begin
  return coalesce(p_message.body ->> 'text',
    (select body ->> 'text' from events where room_id = p_message.room_id and seq = p_message.revised_by), '');
end $$;

-- Whether two dozen letters in a row are the same, or all of either that is shorter, if it is long enough to tell anything.
create or replace function is_copied(p_from text, p_into text) returns boolean
language sql stable parallel safe as $$
  select least(length(p_from), length(p_into)) >= 8 and (position(p_into in p_from) > 0 or exists (
    select 1 from generate_series(1, greatest(length(p_from) - 23, 1)) i where position(substr(p_from, i, 24) in p_into) > 0))
$$;

-- Without marks and spaces, in whatever locale the database is: there may be none that knows letters beyond ASCII.
create or replace function letters_of(p_text text) returns text
language sql stable parallel safe as $$
  select regexp_replace(lower(p_text), '[!-/:-@[-`{-~…“”‘’«»—–\s]+', '', 'g')
$$;

create or replace function edit_message(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_event jsonb;
begin
  v := lock_message((p_input ->> 'roomId')::uuid, (p_input ->> 'seq')::integer, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif (v.o_message).person_id <> p_person then
    return refuse('forbidden', 'not_author');
  elsif (v.o_room).closed_at is not null then
    return refuse('closed', 'room_closed');
  elsif (v.o_message).at + (p_input ->> 'withinMs')::integer * interval '1 millisecond' < kith_now() then
    return refuse('timed_out', 'edit_window');
  end if;
  v_event := write_event((v.o_room).id, p_person, 'message:edited',
    jsonb_build_object('seq', (v.o_message).seq, 'text', p_input ->> 'text'));
  perform blank_words(v.o_message, (v_event -> 'event' ->> 'seq')::integer);
  return conclude((v.o_room).circle_id, p_person, p_command, p_digest, landed(v_event), jsonb_build_array(v_event)
    || amend_twin(v.o_message, p_person, 'message:edited', jsonb_build_object('text', p_input ->> 'text')));
end $$;

create or replace function landed(p_published jsonb) returns jsonb
language sql stable parallel safe as $$
  select jsonb_build_object('seq', p_published -> 'event' -> 'seq', 'at', p_published -> 'event' -> 'at')
$$;

-- Whoever wrote it may always take it back, also when the room has closed; hosts may remove what others wrote.
create or replace function remove_message(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_event jsonb;
begin
  v := lock_message((p_input ->> 'roomId')::uuid, (p_input ->> 'seq')::integer, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif (v.o_message).person_id <> p_person and not is_host_role(v.o_role) then
    return refuse('forbidden', 'not_author');
  end if;
  v_event := write_event((v.o_room).id, p_person, 'message:removed', jsonb_build_object('seq', (v.o_message).seq));
  perform forget_in_drafts(v.o_message);
  perform blank_words(v.o_message, (v_event -> 'event' ->> 'seq')::integer);
  delete from reactions where room_id = (v.o_room).id and seq = (v.o_message).seq;
  delete from marks where room_id = (v.o_room).id and seq = (v.o_message).seq;
  return conclude((v.o_room).circle_id, p_person, p_command, p_digest, landed(v_event), jsonb_build_array(v_event)
    || amend_twin(v.o_message, p_person, 'message:removed', '{}'));
end $$;

-- Reactions and marks: adding what is there already, or removing what is not, changes nothing and says where the log is.
create or replace function label_message(
  p_person uuid, p_command uuid, p_digest text, p_input jsonb, p_kind text, p_key text
) returns jsonb
language plpgsql volatile as $$
declare
  v record;
  v_event jsonb;
  v_room uuid := (p_input ->> 'roomId')::uuid;
  v_seq integer := (p_input ->> 'seq')::integer;
  v_label text := p_input ->> p_key;
  v_changed integer;
begin
  v := lock_message(v_room, v_seq, p_person, p_command, p_digest);
  if v.o_outcome is not null then
    return v.o_outcome;
  elsif (v.o_room).closed_at is not null then
    return refuse('closed', 'room_closed');
  elsif (v.o_room).kind <> 'commons' and not has_place(v_room, p_person) then
    return refuse('forbidden', 'no_seat');
  end if;

  case p_kind
    when 'reaction:added' then
      if (select count(distinct emoji) from reactions where room_id = v_room and seq = v_seq and emoji <> v_label)
        >= (p_input ->> 'kinds')::integer then
        return refuse('too_many', 'reactions');
      end if;
      insert into reactions values (v_room, v_seq, v_label, p_person, (v.o_room).last_seq + 1) on conflict do nothing;
    when 'reaction:removed' then
      delete from reactions where room_id = v_room and seq = v_seq and emoji = v_label and person_id = p_person;
    when 'mark:added' then
      insert into marks values (v_room, v_seq, v_label, p_person, (v.o_room).last_seq + 1) on conflict do nothing;
    when 'mark:removed' then
      delete from marks where room_id = v_room and seq = v_seq and mark = v_label and person_id = p_person;
  end case;
  get diagnostics v_changed = row_count;
  if v_changed = 0 then
    return conclude((v.o_room).circle_id, p_person, p_command, p_digest,
      jsonb_build_object('seq', (v.o_room).last_seq, 'at', in_ms(kith_now())), '[]');
  end if;
  v_event := write_event(v_room, p_person, p_kind, jsonb_build_object('seq', v_seq, p_key, v_label));
  return conclude((v.o_room).circle_id, p_person, p_command, p_digest, landed(v_event), jsonb_build_array(v_event));
end $$;

create or replace function add_reaction(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language sql volatile as $$ select label_message(p_person, p_command, p_digest, p_input, 'reaction:added', 'emoji') $$;

create or replace function remove_reaction(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language sql volatile as $$ select label_message(p_person, p_command, p_digest, p_input, 'reaction:removed', 'emoji') $$;

create or replace function add_mark(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language sql volatile as $$ select label_message(p_person, p_command, p_digest, p_input, 'mark:added', 'mark') $$;

create or replace function remove_mark(p_person uuid, p_command uuid, p_digest text, p_input jsonb) returns jsonb
language sql volatile as $$ select label_message(p_person, p_command, p_digest, p_input, 'mark:removed', 'mark') $$;
