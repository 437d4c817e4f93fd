-- Changes the title of an item: $1 list, $2 item, $3 title.
update todo_item
   set title = $3
 where list = $1 and item = $2
