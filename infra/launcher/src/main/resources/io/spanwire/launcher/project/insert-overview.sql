-- What was opened: $1 key, $2 title, $3 when.
insert into {{domain}}_overview (key, title, opened_at)
values ($1, $2, $3)
