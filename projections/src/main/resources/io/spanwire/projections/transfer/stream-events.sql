-- The next events of one stream. 1: stream, 2: after this version, 3: after this position, 4: to this position inclusive,
-- 5: maximum rows
select stream, version, position, at, body
from spanwire.event
where stream = ? and version > ? and position > ? and position <= ?
order by version
limit ?
