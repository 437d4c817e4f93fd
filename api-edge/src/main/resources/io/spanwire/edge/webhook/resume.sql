-- $1 uuid: id, $2 text: actor
select spanwire.resume_webhook($1, $2) as found
