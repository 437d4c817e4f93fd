-- Moves webhooks past events where they have nothing left before them. $1 integer[] partition, $2 bigint[] head before the
-- events, $3 bigint[] head
update spanwire.webhook_position as at
set position = moved.head
from unnest($1::integer[], $2::bigint[], $3::bigint[]) as moved (partition, before, head)
where at.partition = moved.partition
  and at.position >= moved.before
