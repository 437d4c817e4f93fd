-- Inserts an item: $1 list, $2 item, $3 version of the event that added it, $4 title.
insert into todo_item (list, item, added, title)
values ($1, $2, $3, $4)
