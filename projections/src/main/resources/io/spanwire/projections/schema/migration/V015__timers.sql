-- Commands that are sent at a time, each stored with the decision or the position of the reaction that asked for it.

-- stream: whose timer it is, and with it the partition whose worker sends the command; owner: the reaction that set it, empty
-- for a decider. id: of the command. data: {"data":{…}} as JSON text, sealed like an event if the command has personal data;
-- secret: of such. correlation, causation and depth: see the class Cause.
create table timer (
    stream      text collate "C" not null,
    owner       text        not null,
    name        text collate "C" not null,
    partition   integer     not null,
    due         timestamptz not null,
    id          uuid        not null,
    target      text        not null,
    command     text        not null,
    data        text        not null,
    secret      bytea,
    correlation uuid        not null,
    causation   text        not null,
    depth       integer     not null,
    primary key (stream, owner, name)
);

create index timer_due on timer (partition, due);

grant select on timer to ${worker}, ${reader};
grant insert, delete, update (due, id, target, command, data, secret, correlation, causation, depth) on timer to ${worker};
