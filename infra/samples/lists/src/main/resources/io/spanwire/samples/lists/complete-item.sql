-- Completes an item: $1 list, $2 item, $3 time of completion.
update todo_item
   set completed_at = $3
 where list = $1 and item = $2
