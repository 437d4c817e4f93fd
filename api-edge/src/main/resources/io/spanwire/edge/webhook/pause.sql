-- $1 uuid: id, $2 text: reason, $3 text: actor
select spanwire.pause_webhook($1, $2, $3) as found
