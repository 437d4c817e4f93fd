-- The projections that take personal data, and whether they must be rebuilt when a subject is forgotten
select name, forgetting = 'rebuild' as rebuilt
from spanwire.projection
where forgetting <> 'none'
order by name
