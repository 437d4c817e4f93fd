-- Ends that a stream waits for a reaction, or fails with SW001 when another worker has done something with it.
-- $1 text: reaction, $2 text: stream, $3 bigint: expected version
with removed as (
    delete from spanwire.parked_reaction
    where reaction = $1 and stream = $2 and version = $3
    returning stream
)
select spanwire.require_claim((select count(*) from removed), 1)
