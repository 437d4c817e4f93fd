-- A new item: $1 list, $2 item, $3 version that added it, $4 title.
insert into todo_item (list, item, added, title)
values ($1, $2, $3, $4)
