-- Counts the stored events of a type whose data have a version; reads the whole history.
-- 1: type, 2: their attribute dataschema, or an empty text for version 1
select count(*) as events
from spanwire.event
where type = ?
  and coalesce(substring(body from '^\{[^{}]*"dataschema":"([^"]*)"'), '') = ?
