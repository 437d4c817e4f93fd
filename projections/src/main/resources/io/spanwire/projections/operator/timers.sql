-- The next timers. 1: most
select stream, owner, name, due, target, command
from spanwire.timer
order by due
limit ?
