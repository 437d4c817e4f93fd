-- Moves a reaction on in a partition, or fails with SW001 when it is not where it was expected.
-- $1 text: reaction, $2 integer: partition, $3 bigint: expected position, $4 bigint: position
with moved as (
    update spanwire.reaction_position
    set position = $4
    where reaction = $1 and partition = $2 and position = $3
    returning partition
)
select spanwire.require_claim((select count(*) from moved), 1)
