-- A page of the entries of one stream: $1 key, $2 the last version of the previous page or null, $3 maximum rows.
select version, author, text, added_at as "addedAt"
  from {{domain}}_entry
 where key = $1 and version > coalesce($2::bigint, 0)
 order by version
 limit $3
