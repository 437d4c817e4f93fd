-- Makes this session the one that rebuilds, unless another is it
select pg_try_advisory_lock(hashtext('spanwire.rebuild')) as claimed
