-- How many partitions the installation has
select partitions
from spanwire.installation
