-- Events of 96,000 streams, taking turns. Text: body, bigint: first number, bigint: last number
with filled as (
    insert into event
    select 'chat/room-' || i % 96000, i / 96000 + 1, i % 24, i / 24 + 1, 'chat.message-posted',
           timestamptz '2026-01-01' + i * interval '0.2 seconds', ? || i
    from generate_series(?::bigint, ?::bigint) as i
    returning *
)
insert into event_split
select * from filled
