-- Removes streams that are no longer parked. $1 text[]: streams
delete from spanwire.parked_stream
where stream = any ($1)
