-- Outcomes with random ids. Bigint: first number, bigint: last number
with filled as (
    insert into outcome
    select md5(i::text)::uuid, 'chat/room-' || i % 96000, 'post-message', 'guest-' || md5((i % 5000)::text),
           left(md5(i::text) || md5(i::text), 43), i / 96000 + 1, 1, null,
           timestamptz '2026-01-01' + i * interval '0.2 seconds'
    from generate_series(?::bigint, ?::bigint) as i
    returning *
)
insert into outcome_split
select * from filled
