-- Stores the answer to a test. $1 uuid: webhook, $2 uuid: test, $3 integer: status, $4 text: failure
update spanwire.webhook
set tested = $2, test_status = $3, test_failure = $4
where id = $1 and test = $2
