-- The clock of everything that Kith writes. now() is the start of a transaction: an append that waited for a lock would get
-- a time before its predecessor. Tests move time by replacing this function in their own database.
create or replace function kith_now() returns timestamptz
language sql volatile as $$
  select date_trunc('milliseconds', clock_timestamp())
$$;

-- A moment as it travels: milliseconds since 1970 UTC. Stable, like what it calls (and like jsonb_build_object): a function
-- that claims to be immutable and is not is never inlined, and called row by row.
create or replace function in_ms(p_at timestamptz) returns bigint
language sql stable parallel safe as $$
  select (extract(epoch from p_at) * 1000)::bigint
$$;
