-- Streams that wait for an operator, because a command of theirs could not be projected.

-- waiting: its rows in parked_command. reason: of the first of them.
create table parked_stream (
    stream    text collate "C" primary key,
    partition integer     not null references partition,
    since     timestamptz not null default now(),
    reason    text        not null,
    waiting   integer     not null check (waiting >= 1)
);

-- The command that failed, the first by place, and those behind it. Places are given in the order of the log, and unlike
-- offsets they are never given twice: a log that has lost its end is written on there. value: the command as it came in the
-- command log; reply_to: the partition of spanwire.outcomes where its outcome is awaited.
create table parked_command (
    place     bigint generated always as identity primary key,
    partition integer not null references partition,
    "offset"  bigint  not null,
    stream    text collate "C" not null references parked_stream,
    command   uuid    not null,
    value     bytea   not null,
    reply_to  integer,
    at        timestamptz not null default now()
);

create index parked_command_stream_place on parked_command (stream, place);
create index parked_command_command on parked_command (command);

-- What operators ordered, for good. decided: commands that have got their outcome by it so far.
create table parked_order (
    id       uuid primary key,
    stream   text collate "C" not null,
    verb     text        not null check (verb in ('retry', 'drop', 'drop-all')),
    actor    text        not null,
    at       timestamptz not null,
    decided  integer     not null check (decided >= 0),
    finished boolean     not null
);

grant select on parked_stream, parked_command, parked_order to ${worker}, ${reader};
grant insert, update, delete on parked_stream to ${worker};
grant insert, delete on parked_command to ${worker};
grant insert, update on parked_order to ${worker};
