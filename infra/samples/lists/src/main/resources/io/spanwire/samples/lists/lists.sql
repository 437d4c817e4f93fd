-- A page of all lists by name, with their open items: $1 the last list of the previous page or null, $2 maximum rows.
select l.list, l.title, l.created_at as "createdAt",
       (select count(*) from todo_item i where i.list = l.list and i.completed_at is null) as open
  from todo_list l
 where l.list > coalesce($1, '')
 order by l.list
 limit $2
