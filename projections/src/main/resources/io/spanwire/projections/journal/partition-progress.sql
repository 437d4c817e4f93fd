-- The partitions' progress. $1 integer[]: partitions
select partition, next_offset, leader_epoch, head, forgettings
from spanwire.partition
where partition = any ($1)
