-- How far reactions are in partitions. $1 text[]: reactions, $2 integer[]: partitions
select reaction, partition, position
from spanwire.reaction_position
where reaction = any ($1) and partition = any ($2)
