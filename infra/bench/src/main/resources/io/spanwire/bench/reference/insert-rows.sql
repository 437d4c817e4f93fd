-- stream, version[], partition, position[], type, at, body[]
insert into bench_event (stream, version, partition, position, type, at, body)
select ?, v, ?, p, ?, ?, b
from unnest(?::bigint[], ?::bigint[], ?::text[]) as t (v, p, b)
