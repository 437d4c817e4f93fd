-- What is open, and what was added to it. In the schema read_model.
create table {{domain}}_overview (
    key       text        primary key,
    title     text        not null,
    opened_at timestamptz not null
);

create table {{domain}}_entry (
    key      text        not null,
    version  bigint      not null, -- of the event
    author   text        not null, -- a subject
    text     text        not null,
    added_at timestamptz not null,
    primary key (key, version)
);
