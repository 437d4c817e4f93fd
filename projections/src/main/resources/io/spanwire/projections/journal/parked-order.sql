-- How far an order has come. $1 uuid: id
select decided, finished
from spanwire.parked_order
where id = $1
