-- A page of a stream. text: stream, integer: its partition, which the key does not need
select version, body
from event
where stream = ? and version > 100 and ?::integer is not null
order by version
limit 128
