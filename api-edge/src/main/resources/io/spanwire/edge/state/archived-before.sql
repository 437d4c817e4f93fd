-- The last archived page of a stream with an event from before a time. $1 text: stream, $2 timestamptz: time
select content, secrets
from spanwire.archived_page
where stream = $1 and first_at < $2
order by first_version desc
limit 1
