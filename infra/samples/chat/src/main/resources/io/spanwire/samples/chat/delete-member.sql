-- Removes a member: $1 room, $2 member.
delete from chat_member
 where room = $1 and member = $2
