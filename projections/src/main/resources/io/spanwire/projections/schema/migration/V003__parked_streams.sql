-- Streams that wait for an operator, because a command of theirs could not be projected.

-- waiting: its rows in parked_command. reason: of the first of them.
create table parked_stream (
    stream    text collate "C" primary key,
    partition integer     not null references partition,
    since     timestamptz not null default now(),
    reason    text        not null,
    waiting   integer     not null check (waiting >= 1)
);

-- The command that failed, the first by offset, and those behind it. value: the command as it came in the command log;
-- reply_to: the partition of spanwire.outcomes where its outcome is awaited.
create table parked_command (
    partition integer not null references partition,
    "offset"  bigint  not null check ("offset" >= 0),
    stream    text collate "C" not null references parked_stream,
    command   uuid    not null,
    value     bytea   not null,
    reply_to  integer,
    at        timestamptz not null default now(),
    primary key (partition, "offset")
);

create index parked_command_stream_offset on parked_command (stream, "offset");
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
