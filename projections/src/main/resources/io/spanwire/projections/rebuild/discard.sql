-- Drops a task's tables. $1 text: projection
select spanwire.discard_copies($1)
