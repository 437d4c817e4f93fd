-- The lists, and the items on them.
create table todo_list (
    list       text        not null primary key,
    title      text        not null,
    created_at timestamptz not null
);

create table todo_item (
    list         text   not null,
    item         text   not null, -- the id its creator chose
    added        bigint not null, -- the version of the event that added it
    title        text   not null,
    completed_at timestamptz,     -- null: still to do
    primary key (list, item),
    unique (list, added)
);
