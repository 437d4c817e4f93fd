-- Inserts a meter: $1 meter, $2 name, $3 when it was installed.
insert into meter (meter, name, installed_at)
values ($1, $2, $3)
