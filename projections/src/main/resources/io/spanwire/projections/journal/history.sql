select epoch, command_log
from spanwire.installation
