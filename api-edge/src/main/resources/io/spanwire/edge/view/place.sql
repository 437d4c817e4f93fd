-- The epoch, and the last position of every partition in their order, which the snapshot of a view shows.
select (select epoch from spanwire.installation) as epoch, array_agg(head order by partition) as heads
from spanwire.partition
