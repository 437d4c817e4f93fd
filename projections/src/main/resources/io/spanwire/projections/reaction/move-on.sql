-- Moves reactions on past events without an effect, where they are as expected. $1 text[] reaction, $2 integer[] partition,
-- $3 bigint[] expected position, $4 bigint[] position
update spanwire.reaction_position as at
set position = moved.position
from unnest($1::text[], $2::integer[], $3::bigint[], $4::bigint[]) as moved (reaction, partition, expected, position)
where at.reaction = moved.reaction and at.partition = moved.partition and at.position = moved.expected
