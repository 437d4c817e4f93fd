-- Which of the first commands that wait in a parked stream were decided elsewhere meanwhile, under the same id.
-- $1 text: stream, $2 integer: most waiting commands looked at
select command, stream, actor, fingerprint, version, events, problem
from spanwire.outcome
where command in (select waiting.command
                  from spanwire.parked_command as waiting
                  where waiting.stream = $1
                  order by waiting.place
                  limit $2)
