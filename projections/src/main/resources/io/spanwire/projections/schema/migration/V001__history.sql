-- The history and what a lane needs to continue it. Spanwire's own tables live in the schema spanwire, the tables that
-- domains fill in the schema read_model. Roles: ${worker} decides and writes, ${reader} only reads.

-- command_log: the identity of the Kafka topic whose offsets next_offset speaks of.
create table installation (
    one         boolean primary key default true check (one),
    epoch       uuid    not null default gen_random_uuid(),
    partitions  integer not null check (partitions between 1 and 10000),
    command_log text
);

-- One row a partition, locked by the lane that works on it. next_offset: the first command not decided yet;
-- head: the position of the last event.
create table partition (
    partition   integer primary key check (partition >= 0),
    next_offset bigint  not null default 0 check (next_offset >= 0),
    head        bigint  not null default 0 check (head >= 0)
) with (fillfactor = 20);

create table stream (
    stream           text collate "C" primary key,
    partition        integer not null references partition,
    version          bigint  not null check (version >= 1),
    snapshot         text,
    snapshot_version bigint,
    snapshot_state   integer,
    check ((snapshot is null) = (snapshot_version is null) and (snapshot is null) = (snapshot_state is null))
) with (fillfactor = 70);

create table event (
    stream    text collate "C" not null,
    version   bigint      not null check (version >= 1),
    partition integer     not null,
    position  bigint      not null check (position >= 1),
    type      text        not null,
    at        timestamptz not null,
    body      text        not null,
    primary key (stream, version),
    unique (partition, position)
);

-- accepted: version and events; rejected: problem (RFC 9457 JSON).
create table outcome (
    command     uuid primary key,
    stream      text collate "C" not null,
    name        text        not null,
    actor       text        not null,
    fingerprint text        not null,
    version     bigint,
    events      integer,
    problem     text,
    at          timestamptz not null,
    check ((problem is null) = (version is not null) and (problem is null) = (events is not null))
);

-- Records of the command log that are no commands: kept as they came, for an operator to look at.
create table parked_record (
    partition integer     not null,
    "offset"  bigint      not null,
    key       bytea,
    value     bytea,
    reason    text        not null,
    at        timestamptz not null default now(),
    primary key (partition, "offset")
);

grant usage on schema spanwire, read_model to ${worker}, ${reader};
grant select on all tables in schema spanwire to ${worker}, ${reader};
grant update on partition to ${worker};
grant insert, update on stream to ${worker};
grant insert on event, outcome, parked_record to ${worker};

alter default privileges in schema read_model grant select, insert, update, delete on tables to ${worker};
alter default privileges in schema read_model grant usage on sequences to ${worker};
alter default privileges in schema read_model grant select on tables to ${reader};
