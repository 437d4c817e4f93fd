-- The last version of a stream whose event is from before a time, 0 when there is none; null when it may be archived.
-- $1 text: stream, $2 timestamptz: time
select coalesce(
    (select version from spanwire.event where stream = $1 and at < $2 order by version desc limit 1),
    (select 0 from spanwire.event where stream = $1 and version = 1)) as version
