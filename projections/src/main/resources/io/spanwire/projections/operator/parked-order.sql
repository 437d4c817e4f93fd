-- How an order went, once it is finished. Parameter 1: its id
select decided
from spanwire.parked_order
where id = ? and finished
