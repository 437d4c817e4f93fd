-- $1 text[] stream, $2 integer[] partition, $3 text[] reason, $4 integer[] waiting
insert into spanwire.parked_stream (stream, partition, reason, waiting)
select *
from unnest($1::text[], $2::integer[], $3::text[], $4::integer[])
on conflict (stream) do update set reason = excluded.reason, waiting = excluded.waiting
