-- The first commands that wait in a stream. Parameter 1: its name, 2: maximum rows
select value, at
from spanwire.parked_command
where stream = ?
order by place
limit ?
