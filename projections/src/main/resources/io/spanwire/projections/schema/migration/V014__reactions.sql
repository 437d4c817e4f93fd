-- Reactions: how far each of them is in each partition, and whose events wait for an operator.

-- start: which events it took when it was new, see Reaction.Start. declared: whether the worker that started last has it.
create table reaction (
    name     text primary key,
    version  integer     not null check (version >= 1),
    start    text        not null check (start in ('now', 'beginning')),
    since    timestamptz not null default now(),
    declared boolean     not null default true
);

-- position: of the last event that it has reacted to, or had no need to.
create table reaction_position (
    reaction  text    not null references reaction,
    partition integer not null references partition,
    position  bigint  not null check (position >= 0),
    primary key (reaction, partition)
) with (fillfactor = 50);

-- A stream whose events wait for a reaction that failed. version: of the event that it failed at; last: of the last one that
-- waits; waiting: their number. domains: of the worker where it failed. verb: what an operator ordered, null when it was
-- carried out, and actor: who.
create table parked_reaction (
    reaction  text        not null references reaction,
    stream    text collate "C" not null,
    partition integer     not null,
    version   bigint      not null check (version >= 1),
    last      bigint      not null check (last >= version),
    waiting   bigint      not null check (waiting >= 1),
    since     timestamptz not null default now(),
    reason    text        not null,
    domains   text        not null,
    verb      text check (verb in ('retry', 'drop', 'drop-all')),
    actor     text        not null default '',
    primary key (reaction, stream)
);

grant select on reaction, reaction_position, parked_reaction to ${worker}, ${reader};
grant insert, update (version, declared) on reaction to ${worker};
grant insert, update (position) on reaction_position to ${worker};
grant insert, delete, update (version, last, waiting, reason, domains, verb) on parked_reaction to ${worker};
