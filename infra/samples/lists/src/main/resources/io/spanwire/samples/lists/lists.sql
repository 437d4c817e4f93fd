-- A page of the lists that the caller may read, by name, with their open items: $1 the caller, $2 the last list of the
-- previous page or null, $3 maximum rows.
select l.list, l.title, l.created_at as "createdAt", coalesce(o.owner = $1, false) as own,
       (select count(*) from todo_item i where i.list = l.list and i.completed_at is null) as open
  from todo_list l
  left join list_owner o on o.list = l.list
 where l.list > coalesce($2, '')
   and (o.restricted is not true or o.owner = $1
        or exists (select from list_share s where s.list = l.list and s.subject = $1))
 order by l.list
 limit $3
