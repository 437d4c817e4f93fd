-- The last version of a stream whose event is from before a time, 0 when there is none. $1 text: stream,
-- $2 timestamptz: time
select coalesce(
    (select version from spanwire.event where stream = $1 and at < $2 order by version desc limit 1), 0) as version
