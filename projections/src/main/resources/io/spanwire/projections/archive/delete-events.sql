-- Deletes events, and counts them. 1: streams, 2: first versions, 3: last versions
with deleted as (
    delete from spanwire.event
    using unnest(?::text[], ?::bigint[], ?::bigint[]) as page (stream, first, last)
    where event.stream = page.stream and event.version between page.first and page.last
    returning 1
)
select count(*) as events
from deleted
