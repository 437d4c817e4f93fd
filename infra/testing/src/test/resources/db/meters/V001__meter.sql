create table meter (
    meter        text        primary key,
    name         text        not null unique,
    total        bigint      not null default 0,
    installed_at timestamptz not null
);
