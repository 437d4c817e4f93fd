-- Records event types that are stored for the first time. $1 text[] type, $2 integer[] version, $3 timestamptz[] since
insert into spanwire.event_type (type, version, since)
select unnest($1::text[]), unnest($2::integer[]), unnest($3::timestamptz[])
on conflict (type, version) do nothing
