-- The last position of every partition
select partition, head
from spanwire.partition
