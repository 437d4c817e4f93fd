-- Versions and snapshots of streams. $1 text[]: streams
select stream, version, snapshot, snapshot_version, snapshot_state
from spanwire.stream
where stream = any ($1)
