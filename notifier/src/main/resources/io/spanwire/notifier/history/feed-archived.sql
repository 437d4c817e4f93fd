-- The next archived pages of a partition that may have events of a range of streams in a range of positions. $1 integer:
-- partition; $2, $3 bigint: behind this position and up to that; $4 bigint: pages whose first position is higher; $5, $6 text:
-- streams from this one on and below that one; $7 integer: maximum rows
select stream, first_position, content, secrets
from spanwire.archived_page
where partition = $1 and last_position > $2 and first_position <= $3 and first_position > $4 and stream >= $5 and stream < $6
order by first_position
limit $7
