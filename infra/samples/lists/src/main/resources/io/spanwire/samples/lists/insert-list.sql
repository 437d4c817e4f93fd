-- Inserts a list: $1 list, $2 title, $3 time of creation.
insert into todo_list (list, title, created_at)
values ($1, $2, $3)
