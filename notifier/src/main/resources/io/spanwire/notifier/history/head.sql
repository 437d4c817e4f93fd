-- The epoch, and the version of stream $1 (0 when it has no events).
select i.epoch::text as epoch, coalesce(s.version, 0) as version
from spanwire.installation i
left join spanwire.stream s on s.stream = $1
