-- Counts the stored events of a type whose data have a version, archived ones included; reads the whole history.
-- 1: type, 2: their attribute dataschema, or an empty text for version 1, 3: type, 4: version
select (select count(*)
        from spanwire.event
        where type = ?
          and coalesce(substring(body from '^\{[^{}]*"dataschema":"([^"]*)"'), '') = ?)
       + (select coalesce(sum(events), 0)::bigint from spanwire.archived_type where type = ? and version = ?) as events
