-- An entry: $1 key, $2 version of its event, $3 author, $4 text, $5 when.
insert into {{domain}}_entry (key, version, author, text, added_at)
values ($1, $2, $3, $4, $5)
