-- What is parked in partitions. $1 integer[]: partitions
select partition, count(*) as streams, sum(waiting) as commands
from spanwire.parked_stream
where partition = any ($1)
group by partition
