-- What became of a command. $1 uuid: command
select stream, actor, fingerprint, version, events, problem
from spanwire.outcome
where command = $1
