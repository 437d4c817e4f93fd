-- A stream that waits for a reaction. 1: reaction, 2: stream
select reaction, stream, version, last, waiting, since, reason, verb
from spanwire.parked_reaction
where reaction = ? and stream = ?
