-- Which of these streams are parked, and which of these commands wait in them.
-- $1 text[]: streams, $2 uuid[]: command ids
select parked.stream, parked.partition, parked.reason, parked.waiting, parked.domains,
       array(select command.command
             from spanwire.parked_command as command
             where command.stream = parked.stream and command.command = any ($2)) as waiting_commands
from spanwire.parked_stream as parked
where parked.stream = any ($1)
