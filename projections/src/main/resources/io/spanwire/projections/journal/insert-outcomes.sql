-- Stores outcomes. $1 uuid[] command, $2 text[] stream, $3 text[] name, $4 text[] actor, $5 text[] fingerprint,
-- $6 bigint[] version or null, $7 integer[] events or null, $8 text[] problem or null, $9 timestamptz[] at
insert into spanwire.outcome (command, stream, name, actor, fingerprint, version, events, problem, at)
select *
from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::integer[], $8::text[],
            $9::timestamptz[])
