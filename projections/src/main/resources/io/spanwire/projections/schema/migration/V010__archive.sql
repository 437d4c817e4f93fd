-- Events that are read seldom, moved from rows into compressed pages, and streams that take no more commands.

-- Consecutive events of one stream. The archived events of a stream are its first ones, without a hole. first_at and last_at:
-- the earliest and latest time of its events. bytes: of their texts. content: see the class PageFormat.
create table archived_page (
    stream         text collate "C" not null,
    first_version  bigint      not null check (first_version >= 1),
    last_version   bigint      not null check (last_version >= first_version),
    partition      integer     not null,
    first_position bigint      not null check (first_position >= 1),
    last_position  bigint      not null check (last_position >= first_position),
    first_at       timestamptz not null,
    last_at        timestamptz not null,
    bytes          integer     not null,
    archived_at    timestamptz not null default now(),
    content        bytea       not null,
    primary key (stream, first_version),
    unique (partition, first_position)
);

-- PostgreSQL would compress again what is compressed.
alter table archived_page alter column content set storage external;

-- How many events of each type, and version of its data, are in pages.
create table archived_type (
    type    text    not null,
    version integer not null,
    events  bigint  not null check (events >= 0),
    primary key (type, version)
);

-- Streams that an operator has closed: since when, by whom and why.
create table closed_stream (
    stream text collate "C" primary key,
    since  timestamptz not null,
    actor  text        not null,
    reason text        not null
);

alter table parked_order
    drop constraint parked_order_verb_check,
    add constraint parked_order_verb_check check (verb in ('retry', 'drop', 'drop-all', 'close', 'reopen'));

grant select on archived_page, archived_type, closed_stream to ${worker}, ${reader};
grant insert, delete on closed_stream to ${worker};

-- Moves the archive with its indexes to a tablespace.
create function move_archive(target text) returns void
    language plpgsql as
$$
begin
    execute format('alter table spanwire.archived_page set tablespace %I', target);
    execute format('alter index spanwire.archived_page_pkey set tablespace %I', target);
    execute format('alter index spanwire.archived_page_partition_first_position_key set tablespace %I', target);
end
$$;
