-- stream
select version, body
from bench_event
where stream = ?
order by version
