-- Kafka's id of the topic that the installation is tied to, null before the first start
select command_log
from spanwire.installation
