-- Whether somebody may read what a round has brought back: whoever may read the table, but guests only of their own session.
create or replace function may_read_harvest(p_round rounds, p_person uuid) returns boolean
language plpgsql stable as $$
begin
  return p_round.closed_at is not null and may_read(p_round.parent_id, p_person)
    and (role_in(p_round.circle_id, p_person) is not null or exists (select 1 from guests
      where session_id = p_round.session_id and person_id = p_person and ended_at is null));
end $$;

-- A breakout's card with its newest versions: for its people and who visits, and for the room once it was posted there.
create or replace function look_harvest_view(p_person uuid, p_input jsonb) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('version', coalesce(h.version, 0), 'card', h.card, 'memberIds', roster_of(r.id),
      'isPosted', d.closed_at is not null,
      'until', in_ms(d.closed_at + (p_input ->> 'correctWithinMs')::bigint * interval '1 millisecond'),
      'mayCorrect', (d.closed_at is null or d.closed_at
          + (p_input ->> 'correctWithinMs')::bigint * interval '1 millisecond' >= kith_now())
        and case when r.closed_at is null then has_place(r.id, p_person) else may_read(r.id, p_person) end,
      'history', (select coalesce(jsonb_agg(jsonb_build_object('version', version, 'memberId', saved_by, 'at', in_ms(saved_at),
          'card', card) order by version desc), '[]')
        from (
          -- Whoever was not there reads what was posted and what was corrected, not what was tried and taken back.
          select * from harvests where room_id = r.id and (may_read(r.id, p_person) or saved_at > d.closed_at
            or version = (select max(version) from harvests where room_id = r.id and saved_at <= d.closed_at))
          order by version desc limit 20) newest),
      'names', names_in(r.circle_id, array(select saved_by from harvests where room_id = r.id)
        || array(select jsonb_array_elements_text(roster_of(r.id))::uuid)))
    from rooms r join rounds d on d.id = r.round_id left join lateral harvest_of(r.id) h on true
    where r.id = (p_input ->> 'roomId')::uuid
      and (may_read(r.id, p_person) or may_read_harvest(d, p_person))
  );
end $$;

-- The cards in a stretch of a room's log, each as its people have left it.
create or replace function look_harvest_posted(p_person uuid, p_input jsonb) returns jsonb
language plpgsql stable as $$
declare
  v_from integer := readable_from((p_input ->> 'roomId')::uuid, p_person);
begin
  return (
    select jsonb_build_object('cards', coalesce(page.cards, '[]'),
      'names', names_in(r.circle_id, array(
        select jsonb_path_query(page.cards, '$[*].memberIds[*]') #>> '{}' union
        select jsonb_path_query(page.cards, '$[*].corrected.memberId') #>> '{}')::uuid[]))
    from rooms r, lateral (
      select jsonb_agg(posted_card(e) order by e.seq) as cards from (
        select * from events where room_id = r.id and kind = 'harvest:posted' and seq > (p_input ->> 'after')::integer
          and seq >= v_from
          and seq < coalesce((p_input ->> 'before')::integer, 2147483647) order by seq desc limit 100) e
    ) page
    where r.id = (p_input ->> 'roomId')::uuid and v_from is not null
  );
end $$;

-- A posted card with what was corrected since; a blank one counts as none, like when it was posted.
create or replace function posted_card(p_event events) returns jsonb
language plpgsql stable as $$
declare
  v_harvest harvests := harvest_of((p_event.body ->> 'breakoutId')::uuid);
  v_is_corrected boolean := coalesce(v_harvest.version > (p_event.body ->> 'version')::integer, false);
begin
  return p_event.body || jsonb_build_object('seq', p_event.seq, 'at', in_ms(p_event.at),
    'version', coalesce(v_harvest.version, 0), 'card', case when not is_blank_card(v_harvest.card) then v_harvest.card end,
    'corrected', case when v_is_corrected
      then jsonb_build_object('memberId', v_harvest.saved_by, 'at', in_ms(v_harvest.saved_at)) end);
end $$;

create or replace function is_posted_card(p_room uuid, p_seq integer) returns boolean
language plpgsql stable as $$
begin
  return (
    select exists (select 1 from events where room_id = p_room and seq = p_seq and kind = 'harvest:posted')
  );
end $$;

create or replace function action_text(p_circle uuid, p_action jsonb) returns text
language plpgsql stable as $$
begin
  return (p_action ->> 'text') || coalesce(
    ' (' || (names_in(p_circle, array[(p_action ->> 'ownerId')::uuid]) ->> (p_action ->> 'ownerId')) || ')', '');
end $$;

-- The lines of a posted card as a recap's draft reads them: like messages of the breakout, marked, all at the card's number.
create or replace function card_lines(p_event events) returns setof jsonb
language plpgsql stable as $$
declare
  v_card jsonb := posted_card(p_event) -> 'card';
begin
  return query
    select jsonb_build_object('seq', p_event.seq, 'at', in_ms(p_event.at), 'memberId', null, 'text', text, 'replyTo', null,
      'reactions', '[]'::jsonb, 'marks', jsonb_build_array(jsonb_build_object('mark', mark)))
    from (
      select 'decision' as mark, value as text from jsonb_array_elements_text(v_card -> 'decisions')
      union all select 'action', action_text(p_event.circle_id, value) from jsonb_array_elements(v_card -> 'actions')
      union all select 'win', value from jsonb_array_elements_text(v_card -> 'wins')
      union all select 'insight', value from jsonb_array_elements_text(v_card -> 'insights')
      union all select 'question', v_card ->> 'question' where v_card ->> 'question' <> ''
    ) lines;
end $$;

-- A posted card as the source of a bullet: its lines in one text, under the breakout's name; null where there is no card.
create or replace function card_source(p_circle uuid, p_room uuid, p_seq integer) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('roomId', p_room, 'seq', p_seq, 'at', in_ms(e.at),
      'memberId', coalesce((harvest_of((e.body ->> 'breakoutId')::uuid)).saved_by, s.host_id), 'name', e.body ->> 'name',
      'text', nullif(concat_ws(E'\n', nullif(posted_card(e) -> 'card' ->> 'headline', ''),
        (select string_agg(line ->> 'text', E'\n') from card_lines(e) line)), ''))
    from events e join sessions s on s.room_id = e.room_id and e.seq between s.first_seq and coalesce(s.end_seq, e.seq)
    where e.room_id = p_room and e.seq = p_seq and e.kind = 'harvest:posted'
  );
end $$;
