-- Inserts amounts. Arrays: $1 tallies, $2 versions, $3 amounts
insert into tally_amount (tally, version, amount)
select unnest($1::text[]), unnest($2::bigint[]), unnest($3::bigint[])
