-- Those of these keys that are not destroyed. $1 bigint[]: ids
select id, key
from spanwire.personal_key
where id = any ($1)
