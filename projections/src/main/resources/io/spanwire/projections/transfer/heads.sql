-- The last position of every partition
select head
from spanwire.partition
order by partition
