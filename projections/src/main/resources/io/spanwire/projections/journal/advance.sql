-- Moves partitions on, last in the transaction. $1 integer[]: partition, $2 bigint[]: next offset, $3 bigint[]: head
update spanwire.partition as p
set next_offset = moved.next_offset, head = moved.head
from unnest($1::integer[], $2::bigint[], $3::bigint[]) as moved (partition, next_offset, head)
where p.partition = moved.partition
