-- Deletes some expired outcomes. timestamptz: older than this, bigint: the window in milliseconds, integer: maximum rows
select expired, more
from spanwire.expire_outcomes(?::timestamptz, ?::bigint * interval '1 millisecond', ?::integer)
