-- The rows in which filled tables differ from those in use. $1 text[]: tables
select found
from spanwire.differences($1, 10)
