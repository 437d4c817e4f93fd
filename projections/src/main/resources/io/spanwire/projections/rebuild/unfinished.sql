-- The tasks that have not ended, and those that were cancelled and have left tables
select projection, task, version, tables, state, run
from spanwire.rebuild as r
where state in ('requested', 'filling')
   or (state = 'cancelled' and exists (select from spanwire.rebuild_partition p where p.projection = r.projection))
order by requested_at
