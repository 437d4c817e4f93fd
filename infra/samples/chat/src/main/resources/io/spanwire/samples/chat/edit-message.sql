-- Changes the text of a message: $1 room, $2 message, $3 text, $4 time of the edit.
update chat_message
   set text = $3, edited_at = $4
 where room = $1 and message = $2
