-- A room becomes private: $1 room, $2 owner.
insert into chat_room (room, owner) values ($1, $2)
