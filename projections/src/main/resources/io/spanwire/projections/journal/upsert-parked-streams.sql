-- Stores parked streams. $1 text[] stream, $2 integer[] partition, $3 text[] reason, $4 integer[] waiting,
-- $5 text[] hash of the domains
insert into spanwire.parked_stream (stream, partition, reason, waiting, domains)
select *
from unnest($1::text[], $2::integer[], $3::text[], $4::integer[], $5::text[])
on conflict (stream) do update set
    reason  = excluded.reason,
    waiting = excluded.waiting,
    domains = excluded.domains
