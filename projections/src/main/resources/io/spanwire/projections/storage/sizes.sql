-- Bytes of tables with their indexes, by what they hold, and of the database
select case
           when s.nspname like 'read\_model%' then 'read models'
           when c.relname in ('event', 'archived_page') then 'events'
           when c.relname in ('outcome', 'failed_command') then 'outcomes'
           when c.relname = 'stream' then 'streams'
           else 'other'
       end as content,
       sum(pg_total_relation_size(c.oid))::bigint as bytes
from pg_class as c
join pg_namespace as s on s.oid = c.relnamespace
where c.relkind = 'r' and (s.nspname = 'spanwire' or s.nspname like 'read\_model%')
group by 1
union all
select 'database', pg_database_size(current_database())
