-- These are parked no longer. $1 text[]: streams
delete from spanwire.parked_stream
where stream = any ($1)
