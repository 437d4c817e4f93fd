-- Stores waiting commands in the order of the log. $1 integer[] partition, $2 bigint[] offset, $3 text[] stream,
-- $4 uuid[] command, $5 bytea[] value, $6 integer[] partition of spanwire.outcomes or null
insert into spanwire.parked_command (partition, "offset", stream, command, value, reply_to)
select partition, "offset", stream, command, value, reply_to
from unnest($1::integer[], $2::bigint[], $3::text[], $4::uuid[], $5::bytea[], $6::integer[])
         with ordinality as waiting (partition, "offset", stream, command, value, reply_to, number)
order by number
