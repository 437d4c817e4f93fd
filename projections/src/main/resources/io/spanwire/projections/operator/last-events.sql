-- The last event of each partition that has any
select event.partition, event.stream, event.version, event.position, event.body, event.secret
from spanwire.partition
join spanwire.event on event.partition = partition.partition and event.position = partition.head
