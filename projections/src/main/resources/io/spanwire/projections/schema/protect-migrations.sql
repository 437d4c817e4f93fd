-- Keeps the records of domains' migrations from being written by others than the owner. 1: domains
select spanwire.protect_migrations(?)
