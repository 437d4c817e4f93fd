-- The number of commands a finished order decided. Parameter 1: its id
select decided
from spanwire.parked_order
where id = ? and finished
