-- Outcomes can expire, by age.

-- A few pages, because outcomes are stored in the order of time.
create index outcome_at on outcome using brin (at) with (autosummarize = on);

-- A fiftieth of a table of many millions is enough to clean up after.
alter table outcome set (autovacuum_vacuum_scale_factor = 0.02);

-- outcomes_from: older outcomes have expired, but for those of commands that waited long in a parked stream; null: none has.
alter table installation add column outcomes_from timestamptz;

-- Deletes outcomes that are older than until, at most that many and of a window of time that begins with the oldest. Returns
-- how many it has deleted, and whether older ones than until may be left. The worker may call it but delete no other outcome.
create function expire_outcomes(until timestamptz, span interval, most integer, out expired integer, out more boolean)
    language plpgsql security definer set search_path = spanwire, pg_temp as
$$
declare
    since timestamptz;
    upto  timestamptz;
begin
    if until > now() - interval '1 day' then
        raise exception 'outcomes must be kept for a day at least';
    end if;
    select outcomes_from into since from installation for update;
    if since is null then -- nothing was ever deleted: the first row is about the oldest
        select at - interval '30 days' into since from outcome limit 1;
    end if;
    if since is null or since >= until then
        expired := 0;
        more := false;
        return;
    end if;
    upto := least(until, since + span);
    with old as (
        select command
        from outcome
        where at >= since and at < upto
        limit most
    )
    delete from outcome
    using old
    where outcome.command = old.command;
    get diagnostics expired = row_count;
    if expired < most then
        update installation set outcomes_from = upto;
    end if;
    more := expired = most or upto < until;
    if not more then
        delete from failed_command where at < until;
    end if;
end
$$;

revoke all on function expire_outcomes(timestamptz, interval, integer) from public;
grant execute on function expire_outcomes(timestamptz, interval, integer) to ${worker};
