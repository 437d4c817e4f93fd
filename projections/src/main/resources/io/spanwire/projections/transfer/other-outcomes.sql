-- The outcomes without events of a range of streams. 1: at this time or later, 2: from this stream, 3: below this stream
select command, stream, name, actor, fingerprint, version, events, problem, at
from spanwire.outcome
where (events is null or events = 0) and at >= ? and stream >= ? and stream < ?
