-- Deletes events, and returns them with their secrets, as they are now. 1: streams, 2: first versions, 3: last versions
delete from spanwire.event
using unnest(?::text[], ?::bigint[], ?::bigint[]) as page (stream, first, last)
where event.stream = page.stream and event.version between page.first and page.last
returning event.stream, event.version, event.secret
