-- Restricts a list to its owner and those it is shared with: $1 list.
update list_owner
   set restricted = true
 where list = $1
