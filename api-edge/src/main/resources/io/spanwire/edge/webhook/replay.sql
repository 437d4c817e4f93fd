-- $1 uuid: id, $2 text: place, $3 timestamptz: time, $4 bigint[]: positions, $5 text: actor
select spanwire.replay_webhook($1, $2, $3, $4, $5) as found
