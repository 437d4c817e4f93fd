-- Gives subjects that have none a key. $1 text[] subject, sorted, $2 bytea[] new key
insert into spanwire.personal_key (subject, key)
select *
from unnest($1::text[], $2::bytea[])
on conflict (subject) do nothing
