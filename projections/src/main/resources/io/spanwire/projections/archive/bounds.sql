-- Limits the wait for a lock in this transaction: whoever locks the tables has something to finish
set local lock_timeout to 2000
