-- The epoch, the last position of every partition in their order, which the snapshot of a view shows, and how often tables of
-- projections were exchanged.
select
  (select epoch from spanwire.installation) as epoch,
  (select coalesce(sum(switches), 0) from spanwire.projection) as switches,
  array_agg(head order by partition) as heads
from spanwire.partition
