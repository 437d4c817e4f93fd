-- The progress of each partition
select partition, next_offset, head
from spanwire.partition
