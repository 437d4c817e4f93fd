-- The columns of Spanwire's own tables that the edge reads, and a read model with every type of column.
create schema spanwire;
create schema read_model;
create table spanwire.installation (epoch uuid not null, partitions integer not null);
insert into spanwire.installation values ('018f0000-0000-7000-8000-000000000000', 24);
create table spanwire.stream (stream text collate "C" primary key, version bigint not null);
insert into spanwire.stream values ('note/a', 7);
create table spanwire.projection (name text primary key, version integer not null,
    switches integer not null default 0);
create table spanwire.outcome (
    command     uuid primary key,
    stream      text not null,
    name        text not null,
    actor       text not null,
    fingerprint text not null,
    version     bigint,
    events      integer,
    problem     text,
    at          timestamptz not null
);
insert into spanwire.outcome values
    ('018f0000-0000-7000-8000-00000000000a', 'note/a', 'write-note', 'u-1', 'print', 7, 2, null, now()),
    ('018f0000-0000-7000-8000-00000000000b', 'note/a', 'lock-note', 'u-1', 'print', null, null,
     '{"type":"/problems/locked","title":"Locked","status":409,"detail":"Locked."}', now());
create table spanwire.failed_command (
    command     uuid primary key,
    stream      text not null,
    actor       text not null,
    fingerprint text not null,
    problem     text not null,
    at          timestamptz not null
);
-- One that was accepted later, one that is not decided again yet, one that waits.
insert into spanwire.failed_command
select ('018f0000-0000-7000-8000-00000000000' || n)::uuid, 'note/a', 'u-1', 'print',
       '{"type":"/problems/undecidable","title":"Undecidable","status":500,"detail":"It failed."}', now()
from unnest(array['a', 'c', 'd']) as n;
create table spanwire.parked_command (command uuid not null);
insert into spanwire.parked_command values ('018f0000-0000-7000-8000-00000000000d');
create table read_model.lines (
    note    text not null,
    line    bigint not null,
    text    text not null,
    done    boolean not null,
    amount  numeric(10, 2) not null,
    at      timestamptz not null,
    id      uuid not null,
    extra   jsonb not null,
    tags    text[] not null,
    nothing text,
    ratio   double precision not null
);
insert into read_model.lines
select 'a', n, case n when 3 then 'drei "3"' else 'x' end, true, 12.50,
       timestamptz '2026-11-22 11:00:00.123+01' - (3 - n) * interval '1 hour',
       ('018f0000-0000-7000-8000-00000000000' || n)::uuid, '{"deep": [1, null]}', array['a', 'b'], null, 0.5
from generate_series(1, 3) as n;
