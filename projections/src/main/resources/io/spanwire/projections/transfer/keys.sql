-- Those of these keys that are not destroyed. 1: ids
select id, key
from spanwire.personal_key
where id = any (?)
