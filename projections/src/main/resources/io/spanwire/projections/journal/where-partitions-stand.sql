-- $1 integer[]: partitions
select partition, next_offset, head
from spanwire.partition
where partition = any ($1)
