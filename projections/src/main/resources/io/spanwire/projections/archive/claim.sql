-- Makes this session the one that archives, unless another is it
select pg_try_advisory_lock(hashtext('spanwire.archive')) as claimed
