-- Counts the outcomes without events. 1: of commands before this time
select count(*)
from spanwire.outcome
where (events is null or events = 0) and at < ?
