-- These wait no longer. $1 bigint[] place
delete from spanwire.parked_command
where place = any ($1)
