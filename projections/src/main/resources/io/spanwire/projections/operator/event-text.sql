-- The text of an event. 1: stream, 2: version
select body
from spanwire.event
where stream = ? and version = ?
