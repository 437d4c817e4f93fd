-- A page of a list's items in the order of adding: $1 list, $2 the last "added" of the previous page or null, $3 maximum rows.
select item, added, title, completed_at is not null as completed, completed_at as "completedAt"
  from todo_item
 where list = $1 and added > coalesce($2::bigint, 0)
 order by added
 limit $3
