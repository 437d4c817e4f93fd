-- Gives the history a new epoch. Parameter 1: Kafka's id of the command log
update spanwire.installation
set epoch = gen_random_uuid(), command_log = ?
returning epoch
