-- The installation's number of partitions
select partitions
from spanwire.installation
