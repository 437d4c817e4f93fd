-- Ends the sharing of a list: $1 list, $2 with whom.
delete from list_share
 where list = $1 and subject = $2
