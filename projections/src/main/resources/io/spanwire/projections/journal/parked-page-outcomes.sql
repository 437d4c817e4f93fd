-- Outcomes that the first waiting commands of a parked stream got meanwhile through other records with the same id.
-- $1 text: stream, $2 integer: maximum waiting commands
select command, stream, actor, fingerprint, version, events, problem
from spanwire.outcome
where command in (select waiting.command
                  from spanwire.parked_command as waiting
                  where waiting.stream = $1
                  order by waiting.place
                  limit $2)
