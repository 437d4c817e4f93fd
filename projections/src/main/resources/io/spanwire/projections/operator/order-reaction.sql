-- Orders what a worker does with a stream that waits for a reaction. 1: verb, 2: operator, 3: reaction, 4: stream
update spanwire.parked_reaction
set verb = ?, actor = ?
where reaction = ? and stream = ?
