-- Sets a partition's next offset in the command log. Parameter 1: next offset, 2: partition
update spanwire.partition
set next_offset = ?, leader_epoch = -1
where partition = ?
