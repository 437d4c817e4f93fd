-- The number of timers of partitions. $1 integer[]: partitions
select count(*) as timers
from spanwire.timer
where partition = any ($1)
