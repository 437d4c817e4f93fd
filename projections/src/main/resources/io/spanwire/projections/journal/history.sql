-- The history's identity
select epoch, command_log
from spanwire.installation
