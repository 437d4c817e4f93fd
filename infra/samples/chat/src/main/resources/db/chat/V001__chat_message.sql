-- The messages of all rooms that were not deleted.
create table chat_message (
    room        text        not null,
    message     bigint      not null, -- the version of the event that posted it
    author      text        not null, -- the subject of who wrote it
    author_name text        not null, -- the name they had then
    text        text        not null,
    posted_at   timestamptz not null,
    edited_at   timestamptz,          -- null: never
    primary key (room, message)
);
