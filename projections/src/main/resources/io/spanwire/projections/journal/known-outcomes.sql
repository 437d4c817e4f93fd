-- Outcomes of commands decided before. $1 uuid[]: command ids
select command, stream, actor, fingerprint, version, events, problem
from spanwire.outcome
where command = any ($1)
