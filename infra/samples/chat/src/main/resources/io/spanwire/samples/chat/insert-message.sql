-- Inserts many messages. Arrays: $1 rooms, $2 messages, $3 authors, $4 their names, $5 texts, $6 times of posting.
insert into chat_message (room, message, author, author_name, text, posted_at)
select room, message, author, author_name, text, posted_at
  from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
       as posted (room, message, author, author_name, text, posted_at)
