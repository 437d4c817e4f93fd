-- Records the command log, unless one is recorded; returns the recorded one. 1: Kafka's id of the topic
update spanwire.installation
set command_log = coalesce(command_log, ?)
returning command_log
