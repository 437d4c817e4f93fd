-- The next archived pages of a partition that may have events of a range of streams in a range of positions. 1: partition,
-- 2: after this position, 3: to this position inclusive, 4: pages whose first position is higher, 5: from this stream, 6: below
-- this stream, 7: maximum rows
select stream, first_position, content, secrets
from spanwire.archived_page
where partition = ? and last_position > ? and first_position <= ? and first_position > ? and stream >= ? and stream < ?
order by first_position
limit ?
