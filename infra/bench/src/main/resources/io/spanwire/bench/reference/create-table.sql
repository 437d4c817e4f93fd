--
create table if not exists bench_event (
    stream    text collate "C" not null,
    version   bigint      not null check (version >= 1),
    partition integer     not null,
    position  bigint      not null check (position >= 1),
    type      text        not null,
    at        timestamptz not null,
    body      text        not null,
    primary key (stream, version),
    unique (partition, position)
)
