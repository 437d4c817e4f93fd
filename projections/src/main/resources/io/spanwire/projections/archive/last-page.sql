-- The last page of a stream. 1: stream
select content, secrets
from spanwire.archived_page
where stream = ?
order by first_version desc
limit 1
