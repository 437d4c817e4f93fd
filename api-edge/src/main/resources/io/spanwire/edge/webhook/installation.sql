-- The identity of the history, and the number of partitions.
select epoch, partitions
from spanwire.installation
