-- The streams that wait for reactions, those that wait longest first. 1: most
select reaction, stream, version, last, waiting, since, reason, verb
from spanwire.parked_reaction
order by since
limit ?
