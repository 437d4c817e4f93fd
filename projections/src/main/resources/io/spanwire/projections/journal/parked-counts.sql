-- Counts parked streams and waiting commands by partition. $1 integer[]: partitions
select partition, count(*) as streams, sum(waiting) as commands
from spanwire.parked_stream
where partition = any ($1)
group by partition
