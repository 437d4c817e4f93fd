-- Changes what is not null. $1 uuid: id, $2 text: description, $3 text: feed, $4 text[]: types, $5 text: URL, $6 text: actor
select spanwire.change_webhook($1, $2, $3, $4, $5, $6) as found
