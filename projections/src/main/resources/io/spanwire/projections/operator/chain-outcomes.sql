-- What became of commands. 1: ids
select command, stream, name, actor, version, events, problem, at
from spanwire.outcome
where command = any (?)
order by at, stream
