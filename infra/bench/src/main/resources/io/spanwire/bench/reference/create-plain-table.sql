--
create table if not exists plain_event (
    id     bigint generated always as identity primary key,
    stream text        not null,
    body   text        not null,
    at     timestamptz not null
)
