-- Estimates the number of stored events of a type, in any version: from PostgreSQL's statistics, and those that are archived.
-- 1: type, 2: type
select (select coalesce(sum(pg_class.reltuples * common.frequency), 0)::bigint
        from pg_class
        join pg_stats on schemaname = 'spanwire' and tablename = 'event' and attname = 'type'
        cross join unnest(most_common_vals::text::text[], most_common_freqs) as common (value, frequency)
        where pg_class.oid = 'spanwire.event'::regclass
          and common.value = ?)
       + (select coalesce(sum(events), 0)::bigint from spanwire.archived_type where type = ?) as events
