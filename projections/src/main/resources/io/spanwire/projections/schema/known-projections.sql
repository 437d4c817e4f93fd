-- The projections that filled this database
select name, version, missing
from spanwire.projection
