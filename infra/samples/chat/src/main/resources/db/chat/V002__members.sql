-- The private rooms; all others are open to everyone who is signed in.
create table chat_room (
    room  text primary key,
    owner text not null -- a subject
);

-- The members of private rooms, their owners included.
create table chat_member (
    room   text not null,
    member text not null, -- a subject
    primary key (room, member)
);
