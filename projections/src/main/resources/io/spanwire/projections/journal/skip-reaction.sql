-- Moves a reaction past events where it has nothing left before them. $1 text: reaction, $2 text[]: names of its events,
-- $3 integer[] partition, $4 bigint[] head before the events, $5 bigint[] head
update spanwire.reaction_position as at
set position = moved.head
from unnest($3::integer[], $4::bigint[], $5::bigint[]) as moved (partition, before, head)
where at.reaction = $1
  and at.partition = moved.partition
  and not exists (
      select
      from spanwire.event
      where event.partition = at.partition and position > at.position and position <= moved.before and type = any ($2)
  )
