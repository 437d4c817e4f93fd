-- Moves partitions on from where they were expected and appends what their commands became, or fails with SW001.
-- Partitions: $1 integer[] partition, $2 bigint[] expected next offset, $3 bigint[] expected head, $4 bigint[] expected
-- number of forgotten subjects, $5 bigint[] next offset, $6 integer[] leader epoch of the record before it, $7 bigint[] head.
-- Events: $8 text[] stream, $9 bigint[] version, $10 integer[] partition, $11 bigint[] position, $12 text[] type,
-- $13 timestamptz[] at, $14 text[] body, $15 bytea[] secret or null.
-- Streams: $16 text[] stream, $17 integer[] partition, $18 bigint[] version, $19 text[] snapshot or null,
-- $20 bigint[] snapshot version or null, $21 integer[] snapshot state version or null.
-- Outcomes: $22 uuid[] command, $23 text[] stream, $24 text[] name, $25 text[] actor, $26 text[] fingerprint,
-- $27 bigint[] version or null, $28 integer[] events or null, $29 text[] problem or null, $30 timestamptz[] at.
with moved as (
    update spanwire.partition as p
    set next_offset = moving.next_offset, leader_epoch = moving.leader_epoch, head = moving.head
    from unnest($1::integer[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::integer[], $7::bigint[])
             as moving (partition, expected_offset, expected_head, expected_forgettings, next_offset, leader_epoch, head)
    where p.partition = moving.partition
      and p.next_offset = moving.expected_offset
      and p.head = moving.expected_head
      and p.forgettings = moving.expected_forgettings
    returning p.partition
), appended as (
    insert into spanwire.event (stream, version, partition, position, type, at, body, secret)
    select unnest($8::text[]), unnest($9::bigint[]), unnest($10::integer[]), unnest($11::bigint[]), unnest($12::text[]),
           unnest($13::timestamptz[]), unnest($14::text[]), unnest($15::bytea[])
), changed as (
    insert into spanwire.stream as old (stream, partition, version, snapshot, snapshot_version, snapshot_state)
    select unnest($16::text[]), unnest($17::integer[]), unnest($18::bigint[]), unnest($19::text[]), unnest($20::bigint[]),
           unnest($21::integer[])
    on conflict (stream) do update set
        version          = excluded.version,
        snapshot         = coalesce(excluded.snapshot, old.snapshot),
        snapshot_version = coalesce(excluded.snapshot_version, old.snapshot_version),
        snapshot_state   = coalesce(excluded.snapshot_state, old.snapshot_state)
), decided as (
    insert into spanwire.outcome (command, stream, name, actor, fingerprint, version, events, problem, at)
    select unnest($22::uuid[]), unnest($23::text[]), unnest($24::text[]), unnest($25::text[]), unnest($26::text[]),
           unnest($27::bigint[]), unnest($28::integer[]), unnest($29::text[]), unnest($30::timestamptz[])
)
select spanwire.require_claim((select count(*) from moved), cardinality($1))
