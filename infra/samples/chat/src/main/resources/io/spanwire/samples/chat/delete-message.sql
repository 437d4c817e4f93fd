-- Deletes a message: $1 room, $2 message.
delete from chat_message
 where room = $1 and message = $2
