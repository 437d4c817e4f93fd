-- The version of a stream and the epoch. $1 text: stream
select installation.epoch, coalesce(stream.version, 0) as version
from spanwire.installation
left join spanwire.stream on stream.stream = $1
