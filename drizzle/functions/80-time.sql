-- What the clock does. A due thing is not claimed: every node that sees it calls the same function, which locks the room and
-- looks again; who comes second finds nothing left to do. No host and no particular node is needed (INV-8).

create or replace function node_beat(p_node text, p_lease_ms integer) returns void
language plpgsql volatile as $$
declare
  v_lease interval := p_lease_ms * interval '1 millisecond';
begin
  -- After a silence of all, as when the database was away, every node that was heard until then gets the time to be heard
  -- again: else those at the first one would be offered the seats of a whole line, past who stands before them.
  if not exists (select 1 from nodes where lease_until > kith_now()) then
    update nodes set lease_until = kith_now() + v_lease
    where lease_until > (select max(lease_until) from nodes) - v_lease and lease_until > kith_now() - interval '1 hour';
  end if;
  insert into nodes (id, lease_until) values (p_node, kith_now() + v_lease)
  on conflict (id) do update set lease_until = excluded.lease_until;
  delete from nodes where lease_until < kith_now() - interval '1 hour';
end $$;

-- The first devices of people on a node came: what was about to be freed stays theirs. They are noted in one order: of two
-- nodes at which the same people arrive one waits for the other, and never both.
create or replace function people_arrived(p_node text, p_people uuid[]) returns void
language plpgsql volatile as $$
begin
  insert into connections (person_id, node_id) select id, p_node from unnest(p_people) id order by id on conflict do nothing;
  update seats set gone_at = null where (room_id, no) in (select room_id, no from seats
    where person_id = any (p_people) and gone_at is not null order by room_id, no for no key update);
  update line set gone_at = null where person_id = any (p_people) and gone_at is not null;
  update visitors set gone_at = null where person_id = any (p_people) and gone_at is not null;
end $$;

create or replace function people_departed(p_node text, p_people uuid[]) returns void
language plpgsql volatile as $$
declare
  v_gone uuid[];
begin
  delete from connections where person_id = any (p_people) and node_id = p_node;
  v_gone := array(select id from unnest(p_people) id where not is_here(id));
  update seats set gone_at = kith_now() where (room_id, no) in (select room_id, no from seats
    where person_id = any (v_gone) and gone_at is null order by room_id, no for no key update);
  update line set gone_at = kith_now() where person_id = any (v_gone) and gone_at is null;
  update visitors set gone_at = kith_now() where person_id = any (v_gone) and gone_at is null;
end $$;

-- Ends a node's life at once: at a drain, or when it starts again under its old name.
create or replace function node_end(p_node text) returns void
language plpgsql volatile as $$
begin
 delete from nodes where id = p_node;
end $$;

-- Who has no device on any living node is gone from now on: this is how the seats of a lost node come free. A node that
-- was only asleep finds its people here again.
create or replace function sweep_connections() returns void
language plpgsql volatile as $$
declare
  v_now timestamptz := kith_now();
begin
  -- What somebody else holds just now is seen to at the next sweep: seats of many rooms are touched here without their locks.
  update seats set gone_at = case when gone_at is null then v_now end where (room_id, no) in (
    select s.room_id, s.no from seats s left join people_here(v_now) here on here.person_id = s.person_id
    where (s.gone_at is null) = (here.person_id is null) order by s.room_id, s.no for no key update of s skip locked);
  update line set gone_at = case when gone_at is null then v_now end where (room_id, person_id) in (
    select l.room_id, l.person_id from line l left join people_here(v_now) here on here.person_id = l.person_id
    where (l.gone_at is null) = (here.person_id is null) for no key update of l skip locked);
  update visitors set gone_at = case when gone_at is null then v_now end where (room_id, person_id) in (
    select v.room_id, v.person_id from visitors v left join people_here(v_now) here on here.person_id = v.person_id
    where (v.gone_at is null) = (here.person_id is null) for no key update of v skip locked);
end $$;

create or replace function people_here(p_now timestamptz) returns table (person_id uuid)
language sql stable as $$
  select distinct c.person_id from connections c join nodes n on n.id = c.node_id where n.lease_until > p_now
$$;

-- How long a seat outlives its member's last device.
create or replace function grace_of(p_room rooms) returns interval
language plpgsql stable as $$
begin
  return (
    select case when p_room.kind = 'breakout' then interval '10 minutes'
      when exists (select 1 from sessions where room_id = p_room.id and ended_at is null) then interval '2 minutes'
      else interval '20 seconds' end
  );
end $$;

create or replace function is_seat_due(p_seat seats, p_room rooms) returns boolean
language sql volatile as $$
  select p_seat.gone_at + grace_of(p_room) <= kith_now() and not is_here(p_seat.person_id)
    -- While a round is open the parent keeps the seats of everybody placed.
    and cardinality(breakouts_with(p_room.id, p_seat.person_id)) = 0
$$;

create or replace function due_work() returns table (kind text, room_id uuid, subject_id uuid)
language sql volatile as $$
  select 'round', t.room_id, t.round_id from timers t where t.done_at is null and t.due_at <= kith_now()
  union all
  select 'choosing', d.parent_id, c.round_id from choosings c join rounds d on d.id = c.round_id
  where c.ended_at is null and c.until_at <= kith_now() and d.closed_at is null
  union all
  select 'seat', s.room_id, s.person_id from seats s join rooms r on r.id = s.room_id
  where s.gone_at is not null and s.offered_until is null and is_seat_due(s, r)
  union all
  select 'out', s.room_id, s.person_id from seats s where s.out_until <= kith_now()
  union all
  select 'offer', s.room_id, s.person_id from seats s where s.offered_until <= kith_now()
  union all
  select 'line', l.room_id, l.person_id from line l where l.gone_at + interval '10 minutes' <= kith_now()
  union all
  select 'visit', v.room_id, v.person_id from visitors v where v.gone_at + interval '20 seconds' <= kith_now()
  union all
  select 'guest', g.room_id, g.person_id from guests g where g.ended_at is null and g.until_at <= kith_now()
  union all
  select 'help', h.table_id, h.id from help_calls h where h.resolved_at is null and is_help_due(h)
  union all
  -- A number is free and somebody who waits has come back: nobody else would notice.
  select 'offer', w.room_id, null from (select distinct l.room_id from line l) w
  where free_number(w.room_id) is not null
    and exists (select 1 from line l where l.room_id = w.room_id and is_here(l.person_id))
  limit 100
$$;

create or replace function do_due_work(p_kind text, p_room uuid, p_subject uuid) returns jsonb
language plpgsql volatile as $$
declare
  v_room rooms;
  v_events jsonb := '[]';
begin
  -- A place of the circle becomes free with it, so its locks are others.
  if p_kind = 'guest' then
    return done('{}', end_stay(p_room, p_subject));
  end if;
  perform lock_rooms((select coalesce(array_agg(id), '{}') from rooms where round_id = p_subject) || p_room);
  perform lock_rooms((select coalesce(array_agg(id), '{}') from rooms where round_id = p_subject));
  select * into v_room from rooms where id = p_room;
  case p_kind
    when 'round' then
      if exists (select 1 from timers where round_id = p_subject and done_at is null and due_at <= kith_now()) then
        v_events := end_what_is_over(p_subject);
      end if;
    when 'choosing' then
      v_events := end_choosing(p_subject);
    when 'seat' then
      if exists (select 1 from seats s where s.room_id = p_room and s.person_id = p_subject
        and s.gone_at is not null and s.offered_until is null and is_seat_due(s, v_room)) then
        v_events := free_seat(p_room, p_subject, 'gone');
      end if;
    when 'out' then
      if exists (select 1 from seats where room_id = p_room and person_id = p_subject and out_until <= kith_now()) then
        v_events := free_seat(p_room, p_subject, 'gone');
      end if;
    when 'offer' then
      if exists (select 1 from seats where room_id = p_room and person_id = p_subject and offered_until <= kith_now()) then
        v_events := free_seat(p_room, p_subject, 'lapsed');
      end if;
      v_events := v_events || offer_seats(p_room);
    when 'line' then
      if exists (select 1 from line where room_id = p_room and person_id = p_subject
        and gone_at + interval '10 minutes' <= kith_now()) then
        v_events := leave_line(p_room, p_subject);
      end if;
    when 'visit' then
      if exists (select 1 from visitors where room_id = p_room and person_id = p_subject
        and gone_at + interval '20 seconds' <= kith_now()) then
        v_events := end_visit(p_room, p_subject);
      end if;
    when 'help' then
      if (select is_help_due(h) from help_calls h where h.id = p_subject) then
        perform ask_next_host(p_subject);
      end if;
  end case;
  return done('{}', v_events);
end $$;

create or replace function next_due_in_ms() returns double precision
language plpgsql volatile as $$
begin
  return (
    select extract(epoch from min(due_at) - kith_now()) * 1000 from (
      select due_at from timers where done_at is null
      union all select out_until from seats where out_until is not null
      union all select until_at from choosings c join rounds d on d.id = c.round_id
        where c.ended_at is null and d.closed_at is null) as due
  );
end $$;
