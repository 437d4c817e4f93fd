-- The history's identity and number of partitions
select epoch, partitions, command_log
from spanwire.installation
