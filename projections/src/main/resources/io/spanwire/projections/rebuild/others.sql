-- Whether a process has another version of a projection. $1 text: name, $2 integer: version
select exists (
    select
    from pg_locks
    where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())
      and classid::bigint = hashtext('spanwire.projection.' || $1)::bigint & 4294967295
      and objid::bigint <> $2::integer
      and objsubid = 2
) as running
