-- The next archived pages of a partition that may have events in a range of positions. $1 integer: partition, $2 bigint: after
-- this position, $3 bigint: to this position inclusive, $4 bigint: pages whose first position is higher, $5 integer: maximum rows
select stream, first_position, content, secrets
from spanwire.archived_page
where partition = $1 and last_position > $2 and first_position <= $3 and first_position > $4
order by first_position
limit $5
