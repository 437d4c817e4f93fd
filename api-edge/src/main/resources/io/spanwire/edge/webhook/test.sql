-- $1 uuid: id, $2 uuid: the test
select spanwire.test_webhook($1, $2) as found
