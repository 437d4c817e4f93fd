-- Who owns a list, and whether it is for the owner and some others only.
create table list_owner (
    list       text    primary key,
    owner      text    not null, -- a subject
    restricted boolean not null
);

-- With whom the owners share restricted lists.
create table list_share (
    list    text not null,
    subject text not null,
    primary key (list, subject)
);
