-- $1 text[]: guest, $2 bigint[]: version, $3 text[]: words
insert into guest_words (guest, version, words)
select * from unnest($1::text[], $2::bigint[], $3::text[])
