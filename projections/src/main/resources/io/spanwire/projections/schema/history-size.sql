-- The number of stored events: positions are dense
select coalesce(sum(head), 0)::bigint as events
from spanwire.partition
