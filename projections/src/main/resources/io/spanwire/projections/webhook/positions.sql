-- How far webhooks are in partitions. $1 integer[]: partitions
select webhook, partition, generation, position, delivered, failures, failing
from spanwire.webhook_position
where partition = any ($1)
