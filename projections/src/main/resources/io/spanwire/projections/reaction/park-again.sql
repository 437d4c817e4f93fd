-- Parks a stream at a later event, or fails with SW001 when another worker has done something with it. $1 text: reaction,
-- $2 text: stream, $3 bigint: expected version, $4 bigint: version, $5 bigint: number that waits, $6 text: reason,
-- $7 text: domains
with moved as (
    update spanwire.parked_reaction
    set version = $4, waiting = $5, reason = $6, domains = $7, verb = null
    where reaction = $1 and stream = $2 and version = $3
    returning stream
)
select spanwire.require_claim((select count(*) from moved), 1)
