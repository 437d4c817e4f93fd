-- The next streams whose first event that is not archived may be. 1: published positions, by partition, 2: before this time,
-- 3: after this stream, 4: from this stream, 5: below this stream, 6: maximum rows
select stream.stream, stream.partition, stream.version, first.version as first
from spanwire.stream
cross join lateral (
    select version, position, at
    from spanwire.event
    where event.stream = stream.stream
    order by version
    limit 1
) as first
where first.position <= (?::bigint[])[stream.partition + 1]
  and first.at < ? and first.version < stream.version
  and stream.stream > ? and stream.stream >= ? and stream.stream < ?
order by stream.stream
limit ?
