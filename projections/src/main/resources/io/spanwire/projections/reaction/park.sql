-- Parks streams for a reaction, or adds to what waits there. $1 text[] reaction, $2 text[] stream, $3 integer[] partition,
-- $4 bigint[] version of the first, $5 bigint[] version of the last, $6 bigint[] number, $7 text[] reason, $8 text[] domains
insert into spanwire.parked_reaction as old (reaction, stream, partition, version, last, waiting, reason, domains)
select *
from unnest($1::text[], $2::text[], $3::integer[], $4::bigint[], $5::bigint[], $6::bigint[], $7::text[], $8::text[])
on conflict (reaction, stream) do update set last = excluded.last, waiting = old.waiting + excluded.waiting
