-- Takes a name. $1 name, $2 tally
insert into tally_name (name, tally)
values ($1, $2)
