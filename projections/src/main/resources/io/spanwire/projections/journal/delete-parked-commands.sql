-- Removes commands that no longer wait. $1 bigint[]: places
delete from spanwire.parked_command
where place = any ($1)
