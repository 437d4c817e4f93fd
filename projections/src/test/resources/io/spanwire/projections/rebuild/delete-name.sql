-- Releases a name. $1 name
delete from tally_name
where name = $1
