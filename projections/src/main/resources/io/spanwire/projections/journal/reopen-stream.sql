-- Lets a stream take commands again. $1 text: stream
delete from spanwire.closed_stream
where stream = $1
