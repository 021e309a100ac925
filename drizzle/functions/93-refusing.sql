-- Why somebody gets nothing: whoever sees the room or the session learns that this is for its hosts; to anybody else it is not
-- there at all (INV-6).

create or replace function sees_without_hosting(p_room uuid, p_person uuid) returns boolean
language plpgsql stable as $$
begin
  return (
    select exists (select 1 from rooms r
      where r.id = p_room and r.kind = 'table' and may_read(r.id, p_person) and is_host_of(r.id, p_person) is not true)
  );
end $$;

create or replace function sees_session(p_session uuid, p_person uuid) returns boolean
language plpgsql stable as $$
begin
  return (
    select exists (select 1 from sessions s where s.id = p_session and role_in(s.circle_id, p_person) is not null)
  );
end $$;
