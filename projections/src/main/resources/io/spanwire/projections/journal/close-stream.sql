-- Closes a stream that has events; one that is closed already stays as it is. $1 text: stream, $2 timestamptz: since,
-- $3 text: actor, $4 text: reason
insert into spanwire.closed_stream (stream, since, actor, reason)
select stream, $2, $3, $4
from spanwire.stream
where stream = $1
on conflict (stream) do nothing
