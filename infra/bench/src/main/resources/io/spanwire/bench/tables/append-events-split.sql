-- Appends an event of each number. Text: body, bigint[]: numbers
insert into event_split
select 'chat/room-' || i % 96000, i / 96000 + 1, i % 24, i / 24 + 1, 'chat.message-posted', now(), ? || i
from unnest(?::bigint[]) as i
