-- The last archived position of a range of streams in a partition, 0 without any. 1: partition, 2: from this stream,
-- 3: below this stream
select coalesce(max(last_position), 0) as position
from spanwire.archived_page
where partition = ? and stream >= ? and stream < ?
