-- Sets a partition back to the end of a truncated command log, unless its offset has changed meanwhile.
-- $1 integer: partition, $2 bigint: next offset as it was read, $3 bigint: next offset now, $4 text: the log's identity
update spanwire.partition
set next_offset = $3, leader_epoch = -1
where partition = $1 and next_offset = $2 and $3 < $2
  and exists (select from spanwire.installation where command_log = $4)
