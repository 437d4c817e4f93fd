-- The archived page with the event of a stream at a version, if that is archived. 1: stream, 2: version
select content, secrets
from spanwire.archived_page
where stream = ? and first_version <= ?
order by first_version desc
limit 1
