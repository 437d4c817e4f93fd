-- Those of these projections whose tables were never filled. $1 text[]: projections
select name
from spanwire.projection
where name = any ($1) and version = 0
