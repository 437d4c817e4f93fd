-- One row if somebody may read a room: $1 room, $2 who asks, $3 null (there is no second page), $4 maximum rows.
select $2 as reader
 where $3::text is null
   and (not exists (select from chat_room where room = $1)
        or exists (select from chat_member where room = $1 and member = $2))
 limit $4
