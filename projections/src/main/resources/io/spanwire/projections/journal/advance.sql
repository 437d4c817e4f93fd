-- Stores the partitions' progress, last in the transaction. $1 integer[]: partition, $2 bigint[]: next offset,
-- $3 integer[]: leader epoch of the record before it, $4 bigint[]: head
update spanwire.partition as p
set next_offset = moved.next_offset, leader_epoch = moved.leader_epoch, head = moved.head
from unnest($1::integer[], $2::bigint[], $3::integer[], $4::bigint[]) as moved (partition, next_offset, leader_epoch, head)
where p.partition = moved.partition
