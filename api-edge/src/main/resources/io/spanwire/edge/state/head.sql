-- The epoch, and the version of a stream, 0 when it has no events. $1 text: stream
select installation.epoch, coalesce(stream.version, 0) as version
from spanwire.installation
left join spanwire.stream on stream.stream = $1
