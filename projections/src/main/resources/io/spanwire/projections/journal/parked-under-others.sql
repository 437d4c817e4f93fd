-- Streams that were parked under other domains. $1 integer[]: partitions, $2 text: hash of these domains,
-- $3 text: after this stream, $4 integer: maximum rows
select stream
from spanwire.parked_stream
where partition = any ($1) and domains <> $2 and stream > $3
order by stream
limit $4
