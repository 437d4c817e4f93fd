-- The next events of a partition that belong to a range of streams. 1: partition, 2: after this position,
-- 3: to this position inclusive, 4: from this stream, 5: below this stream, 6: maximum rows
select stream, version, position, at, body
from spanwire.event
where partition = ? and position > ? and position <= ? and stream >= ? and stream < ?
order by position
limit ?
