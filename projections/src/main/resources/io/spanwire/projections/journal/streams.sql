-- Versions and snapshots of streams, and why those are closed that are. $1 text[]: streams
select stream.stream, stream.version, stream.snapshot, stream.snapshot_version, stream.snapshot_state,
       closed.reason as closed
from spanwire.stream
left join spanwire.closed_stream as closed on closed.stream = stream.stream
where stream.stream = any ($1)
