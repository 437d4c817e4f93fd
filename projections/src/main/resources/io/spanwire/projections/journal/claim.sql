-- Locks the partitions of a batch, in order, and reads their progress. $1 integer[]: partitions
select partition, next_offset, leader_epoch, head, forgettings
from spanwire.partition
where partition = any ($1)
order by partition
for update
