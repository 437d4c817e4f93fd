-- Drops what waits for a reaction that no worker has. 1: reaction, 2: stream
delete from spanwire.parked_reaction
where reaction = ? and stream = ?
