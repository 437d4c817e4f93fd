-- The outcomes of commands. 1: ids
select command, stream, name, actor, fingerprint, version, events, problem, at
from spanwire.outcome
where command = any (?)
