-- Sets timers, each under its name once. $1 text[] stream, $2 text[] owner, $3 text[] name, $4 integer[] partition,
-- $5 timestamptz[] due, $6 uuid[] id, $7 text[] target, $8 text[] command, $9 text[] data, $10 bytea[] secret or null,
-- $11 uuid[] correlation, $12 text[] causation, $13 integer[] depth
insert into spanwire.timer (
    stream, owner, name, partition, due, id, target, command, data, secret, correlation, causation, depth)
select *
from unnest(
    $1::text[], $2::text[], $3::text[], $4::integer[], $5::timestamptz[], $6::uuid[], $7::text[], $8::text[], $9::text[],
    $10::bytea[], $11::uuid[], $12::text[], $13::integer[])
on conflict (stream, owner, name) do update set
    due = excluded.due, id = excluded.id, target = excluded.target, command = excluded.command, data = excluded.data,
    secret = excluded.secret, correlation = excluded.correlation, causation = excluded.causation, depth = excluded.depth
