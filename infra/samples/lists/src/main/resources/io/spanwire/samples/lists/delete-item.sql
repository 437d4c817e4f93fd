-- Deletes an item: $1 list, $2 item.
delete from todo_item
 where list = $1 and item = $2
