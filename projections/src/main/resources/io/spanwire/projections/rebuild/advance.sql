-- Moves a task on where it is as expected and still this run of it; counts a row for each partition then.
-- $1 text: projection, $2 uuid: run, $3 integer[]: partitions, $4 bigint[]: expected positions, $5 bigint[]: new positions
update spanwire.rebuild_partition as p
set position = moved.next
from spanwire.rebuild as r,
     unnest($3::integer[], $4::bigint[], $5::bigint[]) as moved (partition, position, next)
where r.projection = $1
  and r.run = $2
  and r.state = 'filling'
  and p.projection = r.projection
  and p.partition = moved.partition
  and p.position = moved.position
