-- Stores versions, and snapshots where there is a new one. $1 text[] stream, $2 integer[] partition,
-- $3 bigint[] version, $4 text[] snapshot or null, $5 bigint[] snapshot version or null,
-- $6 integer[] snapshot state version or null
insert into spanwire.stream as old (stream, partition, version, snapshot, snapshot_version, snapshot_state)
select *
from unnest($1::text[], $2::integer[], $3::bigint[], $4::text[], $5::bigint[], $6::integer[])
on conflict (stream) do update set
    version          = excluded.version,
    snapshot         = coalesce(excluded.snapshot, old.snapshot),
    snapshot_version = coalesce(excluded.snapshot_version, old.snapshot_version),
    snapshot_state   = coalesce(excluded.snapshot_state, old.snapshot_state)
