create table guest_name (
    name  text primary key,
    guest text not null
);

create table guest_words (
    guest   text   not null,
    version bigint not null,
    words   text   not null,
    primary key (guest, version)
);
