-- One parked stream. Parameter 1: its name
select stream, since, reason, waiting
from spanwire.parked_stream
where stream = ?
