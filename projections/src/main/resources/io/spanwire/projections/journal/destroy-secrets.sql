-- Makes the personal data of events unreadable. $1 text[] stream, $2 bigint[] version
update spanwire.event as e
set secret = null
from unnest($1::text[], $2::bigint[]) as forgotten (stream, version)
where e.stream = forgotten.stream and e.version = forgotten.version and e.secret is not null
