-- Notes that a stream has the event of a forgetting. 1: forgetting, 2: stream
delete from spanwire.forgetting_stream
where forgetting = ? and stream = ?
