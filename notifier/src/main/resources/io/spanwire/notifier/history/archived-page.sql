-- The archived page with the event of stream $1 at version $2, if that is archived.
select content, secrets
from spanwire.archived_page
where stream = $1 and first_version <= $2
order by first_version desc
limit 1
