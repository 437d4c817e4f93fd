-- One closed stream. Parameter 1: its name
select stream, since, actor, reason
from spanwire.closed_stream
where stream = ?
