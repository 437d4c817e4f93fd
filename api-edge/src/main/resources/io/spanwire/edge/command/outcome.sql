-- The outcome of a command, final or not. A failure is ignored once the command has an outcome or waits in a parked stream.
-- $1 uuid: command
select stream, actor, fingerprint, version, events, problem, true as final
from spanwire.outcome
where command = $1
union all
select stream, actor, fingerprint, null, null, problem, false
from spanwire.failed_command
where command = $1
  and not exists (select from spanwire.outcome where command = $1)
  and not exists (select from spanwire.parked_command where command = $1)
