create table name_taken (
    name  text not null,
    owner text not null,
    constraint name_taken_key unique (name)
);
create table name_note (
    owner text   not null,
    note  bigint not null,
    text  text   not null,
    primary key (owner, note)
);
