-- The positions of the last events of partitions. $1 integer[]: partitions
select partition, head
from spanwire.partition
where partition = any ($1)
