-- The rooms of the newest 1,000 messages that a reader may see, the one with the newest message first: $1 reader, $2 time below
-- which the page begins (null: first page), $3 maximum rows.
select room, active_at
  from (
    select room, max(posted_at) as active_at
      from (select room, posted_at from chat_message order by posted_at desc limit 1000) as newest
     where not exists (select from chat_room where chat_room.room = newest.room)
        or exists (select from chat_member where chat_member.room = newest.room and member = $1)
     group by room
  ) as active
 where $2::timestamptz is null or active_at < $2
 order by active_at desc
 limit $3
