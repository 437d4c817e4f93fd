-- Where each partition stands
select partition, next_offset, head
from spanwire.partition
