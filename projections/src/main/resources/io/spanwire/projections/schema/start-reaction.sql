-- Lets a new reaction begin, in every partition. 1: name, 2: whether it takes only what is stored from now on
insert into spanwire.reaction_position (reaction, partition, position)
select ?, partition, case when ? then head else 0 end
from spanwire.partition
on conflict do nothing
