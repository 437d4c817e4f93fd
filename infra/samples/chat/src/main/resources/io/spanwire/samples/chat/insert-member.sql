-- Adds a member: $1 room, $2 member.
insert into chat_member (room, member) values ($1, $2)
