-- Drops the replaced tables of a projection. 1: projection
with dropped as (
    delete from spanwire.replaced_projection
    where projection = ?
    returning tables
)
select spanwire.drop_tables('read_model_previous', tables)
from dropped
