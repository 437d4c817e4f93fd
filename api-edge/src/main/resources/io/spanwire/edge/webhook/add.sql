-- Adds a webhook: added, known or full. $1 uuid: id, $2 text: description, $3 text: feed, $4 text[]: types, $5 text: URL,
-- $6 bytea: secret, $7 text: actor, $8 integer: maximum number, $9 text: place, $10 timestamptz: time, $11 bigint[]: positions
select spanwire.add_webhook($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) as result
