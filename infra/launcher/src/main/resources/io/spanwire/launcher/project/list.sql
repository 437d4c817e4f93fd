-- A page of everything that was opened: $1 the last key of the previous page or null, $2 maximum rows.
select o.key, o.title, o.opened_at as "openedAt",
       (select count(*) from {{domain}}_entry e where e.key = o.key) as entries
  from {{domain}}_overview o
 where o.key > coalesce($1, '')
 order by o.key
 limit $2
