-- Reopens an item: $1 list, $2 item.
update todo_item
   set completed_at = null
 where list = $1 and item = $2
