-- The first command of each partition that is not decided
select partition, next_offset
from spanwire.partition
