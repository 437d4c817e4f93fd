-- Commands whose decider threw: no outcome, since the same id sent again is decided again. A row here counts only as long as
-- the command has no outcome and does not wait in a parked stream. problem: RFC 9457 JSON of the last failure.
create table failed_command (
    command     uuid primary key,
    stream      text collate "C" not null,
    actor       text        not null,
    fingerprint text        not null,
    problem     text        not null,
    at          timestamptz not null
);

grant select on failed_command to ${worker}, ${reader};
grant insert, update on failed_command to ${worker};

-- Which domains failed at the stream, as a hash of their jars: a worker with other ones tries it again when it starts.
alter table parked_stream add column domains text not null default '';
