-- The archived page with the event of a stream at a version, if that is archived. $1 text: stream, $2 bigint: version
select content, secrets
from spanwire.archived_page
where stream = $1 and first_version <= $2
order by first_version desc
limit 1
