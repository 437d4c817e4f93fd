-- The streams that wait for reactions in partitions. $1 integer[]: partitions
select reaction, stream, partition, version, last, waiting, domains, verb
from spanwire.parked_reaction
where partition = any ($1)
