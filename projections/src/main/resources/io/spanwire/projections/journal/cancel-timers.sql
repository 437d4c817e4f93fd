-- Cancels timers that exist. $1 text[] stream, $2 text[] owner, $3 text[] name
delete from spanwire.timer as t
using unnest($1::text[], $2::text[], $3::text[]) as cancelled (stream, owner, name)
where t.stream = cancelled.stream and t.owner = cancelled.owner and t.name = cancelled.name
