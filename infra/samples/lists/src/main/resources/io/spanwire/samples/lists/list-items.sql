-- A page of a list's items in the order they were added: $1 list, $2 "added" of the page before (null: none), $3 most rows.
select item, added, title, completed_at is not null as completed, completed_at as "completedAt"
  from todo_item
 where list = $1 and added > coalesce($2::bigint, 0)
 order by added
 limit $3
