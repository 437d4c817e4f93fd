-- Moves partitions on from where they were expected and appends what their commands became, or fails with SW001.
-- Partitions: $1 integer[] partition, $2 bigint[] expected next offset, $3 bigint[] expected head,
-- $4 bigint[] next offset, $5 integer[] leader epoch of the record before it, $6 bigint[] head.
-- Events: $7 text[] stream, $8 bigint[] version, $9 integer[] partition, $10 bigint[] position, $11 text[] type,
-- $12 timestamptz[] at, $13 text[] body.
-- Streams: $14 text[] stream, $15 integer[] partition, $16 bigint[] version, $17 text[] snapshot or null,
-- $18 bigint[] snapshot version or null, $19 integer[] snapshot state version or null.
-- Outcomes: $20 uuid[] command, $21 text[] stream, $22 text[] name, $23 text[] actor, $24 text[] fingerprint,
-- $25 bigint[] version or null, $26 integer[] events or null, $27 text[] problem or null, $28 timestamptz[] at.
with moved as (
    update spanwire.partition as p
    set next_offset = moving.next_offset, leader_epoch = moving.leader_epoch, head = moving.head
    from unnest($1::integer[], $2::bigint[], $3::bigint[], $4::bigint[], $5::integer[], $6::bigint[])
             as moving (partition, expected_offset, expected_head, next_offset, leader_epoch, head)
    where p.partition = moving.partition
      and p.next_offset = moving.expected_offset
      and p.head = moving.expected_head
    returning p.partition
), appended as (
    insert into spanwire.event (stream, version, partition, position, type, at, body)
    select unnest($7::text[]), unnest($8::bigint[]), unnest($9::integer[]), unnest($10::bigint[]), unnest($11::text[]),
           unnest($12::timestamptz[]), unnest($13::text[])
), changed as (
    insert into spanwire.stream as old (stream, partition, version, snapshot, snapshot_version, snapshot_state)
    select unnest($14::text[]), unnest($15::integer[]), unnest($16::bigint[]), unnest($17::text[]), unnest($18::bigint[]),
           unnest($19::integer[])
    on conflict (stream) do update set
        version          = excluded.version,
        snapshot         = coalesce(excluded.snapshot, old.snapshot),
        snapshot_version = coalesce(excluded.snapshot_version, old.snapshot_version),
        snapshot_state   = coalesce(excluded.snapshot_state, old.snapshot_state)
), decided as (
    insert into spanwire.outcome (command, stream, name, actor, fingerprint, version, events, problem, at)
    select unnest($20::uuid[]), unnest($21::text[]), unnest($22::text[]), unnest($23::text[]), unnest($24::text[]),
           unnest($25::bigint[]), unnest($26::integer[]), unnest($27::text[]), unnest($28::timestamptz[])
)
select spanwire.require_claim((select count(*) from moved), cardinality($1))
