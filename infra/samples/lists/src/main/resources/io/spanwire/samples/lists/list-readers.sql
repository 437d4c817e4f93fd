-- One row if somebody may read a list: $1 list, $2 who asks, $3 null (there is no second page), $4 maximum rows.
select $2 as reader
 where $3::text is null
   and (not exists (select from list_owner where list = $1 and restricted and owner <> $2)
        or exists (select from list_share where list = $1 and subject = $2))
 limit $4
