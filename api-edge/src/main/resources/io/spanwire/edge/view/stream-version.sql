-- The version of a stream, the epoch, and how often tables of projections were exchanged. $1 text: stream
select installation.epoch, coalesce(stream.version, 0) as version,
       (select coalesce(sum(switches), 0) from spanwire.projection) as switches
from spanwire.installation
left join spanwire.stream on stream.stream = $1
