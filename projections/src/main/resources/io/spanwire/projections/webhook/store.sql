-- Stores how far webhooks are in partitions, where they are as expected, and returns those. $1 uuid[] webhook, $2 integer[]
-- partition, $3 bigint[] generation, $4 bigint[] expected position, $5 bigint[] position, $6 bigint[] delivered,
-- $7 timestamptz[] succeeded, $8 timestamptz[] failed, $9 integer[] status, $10 text[] failure, $11 integer[] failures,
-- $12 timestamptz[] failing
update spanwire.webhook_position as at
set position = next.position,
    delivered = next.delivered,
    succeeded = coalesce(next.succeeded, at.succeeded),
    failed = coalesce(next.failed, at.failed),
    status = case when next.failed is null then at.status else next.status end,
    failure = case when next.failed is null then at.failure else next.failure end,
    failures = next.failures,
    failing = next.failing
from unnest(
    $1::uuid[], $2::integer[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::timestamptz[], $8::timestamptz[],
    $9::integer[], $10::text[], $11::integer[], $12::timestamptz[]
) as next (
    webhook, partition, generation, expected, position, delivered, succeeded, failed, status, failure, failures, failing
)
where at.webhook = next.webhook
  and at.partition = next.partition
  and at.generation = next.generation
  and at.position = next.expected
returning at.webhook, at.partition
