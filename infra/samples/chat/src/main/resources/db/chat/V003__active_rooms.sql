-- For the rooms in which somebody spoke lately: the newest messages of all rooms.
create index chat_message_posted_at on chat_message (posted_at);
