-- $1 uuid: id
select spanwire.remove_webhook($1) as found
