-- Which history this is
select epoch, partitions, command_log
from spanwire.installation
