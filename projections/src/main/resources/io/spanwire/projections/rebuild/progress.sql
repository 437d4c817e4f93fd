-- How far each partition is. $1 text: projection
select r.partition, r.position, coalesce(r.target, p.head) as target
from spanwire.rebuild_partition r
join spanwire.partition p on p.partition = r.partition
where r.projection = $1
order by r.partition
