-- A page of a room's messages, newest first: $1 room, $2 the last message of the previous page or null, $3 maximum rows.
select message, author, author_name as "authorName", text, posted_at as "postedAt", edited_at as "editedAt"
  from chat_message
 where room = $1 and message < coalesce($2::bigint, 9223372036854775807)
 order by message desc
 limit $3
