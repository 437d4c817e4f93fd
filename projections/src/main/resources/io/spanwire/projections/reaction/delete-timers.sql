-- Deletes timers whose commands were sent, unless they were set again since. $1 text[] stream, $2 text[] owner, $3 text[] name,
-- $4 uuid[] id
delete from spanwire.timer as t
using unnest($1::text[], $2::text[], $3::text[], $4::uuid[]) as sent (stream, owner, name, id)
where t.stream = sent.stream and t.owner = sent.owner and t.name = sent.name and t.id = sent.id
