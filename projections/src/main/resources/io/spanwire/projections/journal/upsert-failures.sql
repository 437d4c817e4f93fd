-- Stores failed commands, ordered by id, so that two lanes with the same ids do not deadlock.
-- $1 uuid[] command, $2 text[] stream, $3 text[] actor, $4 text[] fingerprint, $5 text[] problem, $6 timestamptz[] at
insert into spanwire.failed_command (command, stream, actor, fingerprint, problem, at)
select *
from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
order by 1
on conflict (command) do update set
    stream      = excluded.stream,
    actor       = excluded.actor,
    fingerprint = excluded.fingerprint,
    problem     = excluded.problem,
    at          = excluded.at
