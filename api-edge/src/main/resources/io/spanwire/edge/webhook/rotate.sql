-- $1 uuid: id, $2 bytea: secret, $3 double precision: seconds that the one before is kept, $4 text: actor
select spanwire.rotate_webhook($1, $2, make_interval(secs => $3), $4) as found
