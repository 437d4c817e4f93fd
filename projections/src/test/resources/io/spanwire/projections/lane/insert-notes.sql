insert into name_note (owner, note, text) select * from unnest($1::text[], $2::bigint[], $3::text[])
