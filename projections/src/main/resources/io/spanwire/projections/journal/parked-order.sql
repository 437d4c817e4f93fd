-- The progress of an operator's order. $1 uuid: id
select decided, finished
from spanwire.parked_order
where id = $1
