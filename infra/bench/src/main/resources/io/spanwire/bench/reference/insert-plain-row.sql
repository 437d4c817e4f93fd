-- $1 stream, $2 body, $3 at
insert into plain_event (stream, body, at)
values ($1, $2, $3)
returning id
