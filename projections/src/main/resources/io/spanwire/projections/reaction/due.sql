-- The timers of partitions that are due, the oldest first. $1 integer[]: partitions, $2 timestamptz: now, $3 integer: most
select due.*
from unnest($1::integer[]) as owned (partition),
     lateral (
         select stream, owner, name, due, id, target, command, data as body, secret, correlation, causation, depth
         from spanwire.timer
         where timer.partition = owned.partition and due <= $2
         order by due
         limit $3
     ) as due
order by due.due
limit $3
