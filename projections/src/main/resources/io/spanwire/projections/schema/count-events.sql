-- Counts the stored events of these types, archived ones included. 1: types, 2: types
select (select count(*) from spanwire.event where type = any(?))
       + (select coalesce(sum(events), 0)::bigint from spanwire.archived_type where type = any(?)) as events
