-- Streams that do not have the event of a forgetting yet. 1: forgetting, 2: maximum rows
select stream
from spanwire.forgetting_stream
where forgetting = ?
order by stream
limit ?
