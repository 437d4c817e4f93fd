-- Lets another session rebuild
select pg_advisory_unlock(hashtext('spanwire.rebuild'))
