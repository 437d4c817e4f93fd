-- Records which streams hold personal data of which subjects. $1 text[] subject, $2 text[] stream
insert into spanwire.personal_stream (subject, stream)
select unnest($1::text[]), unnest($2::text[])
on conflict (subject, stream) do nothing
