-- The types and versions of stored events
select type, version
from spanwire.event_type
order by type, version
