-- Puts the tables of this run of a task into use. $1 text: projection, $2 uuid: run
select spanwire.switch_tables(projection)
from spanwire.rebuild
where projection = $1 and run = $2 and state = 'filling'
