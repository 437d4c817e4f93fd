select kind, value, until, at, expires
from spanwire.session_end
where at > least($1, now()) - interval '10 seconds' and expires > now()
order by at
