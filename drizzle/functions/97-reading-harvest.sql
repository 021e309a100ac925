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
        from (select * from harvests where room_id = r.id order by version desc limit 20) newest),
      'names', names_in(r.circle_id, array(select saved_by from harvests where room_id = r.id)
        || array(select jsonb_array_elements_text(roster_of(r.id))::uuid)))
    from rooms r join rounds d on d.id = r.round_id left join lateral harvest_of(r.id) h on true
    where r.id = (p_input ->> 'roomId')::uuid
      and (may_read(r.id, p_person) or (d.closed_at is not null and may_read(r.parent_id, p_person)))
  );
end $$;
