-- Counts the stored events of these types. 1: types
select count(*)
from spanwire.event
where type = any(?)
