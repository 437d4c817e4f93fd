-- How much may be archived, at most: events that are old and published, except the newest of each stream. 1: published
-- positions, by partition, 2: before this time, 3: from this stream, 4: below this stream
select count(distinct event.stream) as streams, count(*) as events, coalesce(sum(octet_length(event.body)), 0)::bigint as bytes
from spanwire.event
join spanwire.stream on stream.stream = event.stream
where event.position <= (?::bigint[])[event.partition + 1]
  and event.at < ? and event.stream >= ? and event.stream < ? and event.version < stream.version
