-- These wait no longer. $1 integer[] partition, $2 bigint[] offset
delete from spanwire.parked_command as waiting
using unnest($1::integer[], $2::bigint[]) as decided (partition, "offset")
where waiting.partition = decided.partition and waiting."offset" = decided."offset"
