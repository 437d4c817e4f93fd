-- A page of a stream. text: stream, integer: its partition
select version, body
from event_split
where stream = ? and partition = ? and version > 100
order by version
limit 128
