-- Stores a record that is not a command. $1 integer: partition, $2 bigint: offset, $3 bytea: key, $4 bytea: value,
-- $5 text: reason
insert into spanwire.parked_record (partition, "offset", key, value, reason)
values ($1, $2, $3, $4, $5)
on conflict do nothing
