-- The tables of events and outcomes in two forms: whole as in the product, and split (an event table for each of 24
-- partitions; outcomes by hash).
create table event (
    stream    text collate "C" not null,
    version   bigint      not null,
    partition integer     not null,
    position  bigint      not null,
    type      text        not null,
    at        timestamptz not null,
    body      text        not null
);
create table outcome (
    command     uuid        not null,
    stream      text collate "C" not null,
    name        text        not null,
    actor       text        not null,
    fingerprint text        not null,
    version     bigint,
    events      integer,
    problem     text,
    at          timestamptz not null
);
create table event_split (like event) partition by list (partition);
create table outcome_split (like outcome) partition by hash (command);
do
$$
begin
    for i in 0..23 loop
        execute format('create table event_split_%s partition of event_split for values in (%s)', i, i);
    end loop;
    for i in 0..7 loop
        execute format('create table outcome_split_%s partition of outcome_split for values with (modulus 8, remainder %s)', i, i);
    end loop;
end
$$;
