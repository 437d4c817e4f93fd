-- Empties the messages of an author: $1 room, $2 author.
update chat_message
   set author_name = '', text = ''
 where room = $1 and author = $2
