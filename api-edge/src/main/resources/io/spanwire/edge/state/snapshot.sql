-- The snapshot of a stream, if it fits. $1 text: stream, $2 integer: state version, $3 bigint: the newest version wanted
select snapshot_version as version, snapshot
from spanwire.stream
where stream = $1 and snapshot_state = $2 and snapshot_version <= $3
