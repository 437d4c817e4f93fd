-- Appends events. $1 text[] stream, $2 bigint[] version, $3 integer[] partition, $4 bigint[] position,
-- $5 text[] type, $6 timestamptz[] at, $7 text[] body, $8 bytea[] secret or null
insert into spanwire.event (stream, version, partition, position, type, at, body, secret)
select *
from unnest($1::text[], $2::bigint[], $3::integer[], $4::bigint[], $5::text[], $6::timestamptz[], $7::text[],
            $8::bytea[])
