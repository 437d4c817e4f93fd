-- When the next timer of partitions is due; null without any. $1 integer[]: partitions
select min(next.due) as due
from unnest($1::integer[]) as owned (partition),
     lateral (
         select due
         from spanwire.timer
         where timer.partition = owned.partition
         order by due
         limit 1
     ) as next
