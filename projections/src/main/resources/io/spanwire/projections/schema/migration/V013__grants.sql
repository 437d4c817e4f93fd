-- What the roles may do, all of it, and nothing else: ${worker} decides, writes and rebuilds, ${reader} only reads. What needs the
-- owner's rights is a function with a fixed search path that they may call. A statement that a role does not use is refused.
revoke all on all tables in schema spanwire from ${worker}, ${reader};
revoke execute on all functions in schema spanwire from public;

grant select on
    installation, partition, stream, event, outcome, failed_command, parked_stream, parked_command, parked_order,
    closed_stream, event_type, archived_page, archived_type, personal_key, projection, flyway_history
to ${worker}, ${reader};
grant select on parked_record, personal_stream, rebuild, rebuild_partition to ${worker};
grant select on session, session_end to ${reader}; -- it may also call open_session and end_sessions

-- The history is appended to; of what changes, only the columns that do.
grant insert on event, outcome, parked_record, event_type, personal_key, personal_stream to ${worker};
grant update (projections_recorded) on installation to ${worker};
grant update (next_offset, leader_epoch, head) on partition to ${worker};
grant insert, update (version, snapshot, snapshot_version, snapshot_state) on stream to ${worker};
grant insert, update (stream, actor, fingerprint, problem, at) on failed_command to ${worker};
grant insert, delete, update (reason, waiting, domains) on parked_stream to ${worker};
grant insert, delete on parked_command, closed_stream to ${worker};
grant insert, update (decided, finished) on parked_order to ${worker};
grant insert, update (version, missing, declared, tables, forgetting) on projection to ${worker};
grant update (state, detail, changed_at) on rebuild to ${worker};
grant update (position) on rebuild_partition to ${worker};
grant execute on function
    require_claim(bigint, bigint), expire_outcomes(timestamptz, interval, integer), destroy_secrets(text[], bigint[])
to ${worker};

-- A worker rebuilds read models: it calls what creates, moves and drops tables of read models, and fills them itself.
grant usage on schema read_model_next to ${worker};

-- The first reason, if any, why tables of read_model cannot be copied together.
create or replace function why_not_copied(names text[]) returns text
    language sql as
$$
with tables as (
    select t.oid, t.relname, t.relkind, t.relispartition, t.relrowsecurity
    from pg_class t
    where t.relnamespace = 'read_model'::regnamespace and t.relname = any (names)
), reason as (
    select 1 as rank, format('there is no table %s', name) as text
    from unnest(names) as name
    where name not in (select relname from tables)
    union all
    select 2, format('%s is not an ordinary table', relname) from tables where relkind <> 'r' or relispartition
    union all
    select 2, format('%s records migrations', relname) from tables where relname like 'flyway\_%'
    union all
    select 3, format('%s has row security', relname) from tables where relrowsecurity
    union all
    select 4, format('%s has the trigger %s', relname, tgname)
    from tables join pg_trigger on tgrelid = tables.oid
    where not tgisinternal
    union all
    select 5, format('%s refers to %s, which is another projection''s', c.conrelid::regclass, c.confrelid::regclass)
    from pg_constraint c
    where c.contype = 'f'
      and (c.conrelid in (select oid from tables)) <> (c.confrelid in (select oid from tables))
    union all
    select 6, format('%s uses the sequence %s; declare the column "generated as identity"', t.relname, s.relname)
    from pg_depend d join tables t on t.oid = d.refobjid join pg_class s on s.oid = d.objid
    where d.deptype = 'a' and s.relkind = 'S'
    union all
    select 7, format('the view %s depends on %s', r.ev_class::regclass, t.relname)
    from pg_depend d join pg_rewrite r on r.oid = d.objid join tables t on t.oid = d.refobjid
    where d.classid = 'pg_rewrite'::regclass and r.ev_class <> t.oid
)
select text from reason order by rank, text limit 1
$$;

-- Creates empty copies of tables of read_model in read_model_next, with the same names, constraints, indexes and rights.
create or replace function copy_tables(names text[]) returns void
    language plpgsql as
$$
declare
    reason    text := spanwire.why_not_copied(names);
    path      text := current_setting('search_path');
    statement text;
    wanted    text[];
begin
    if reason is not null then
        raise exception '%', reason using errcode = 'SW002';
    end if;
    perform spanwire.drop_tables('read_model_next', names);
    -- definitions name tables of the search path without their schema, so that they apply in the other one
    perform set_config('search_path', 'read_model, pg_temp', true);
    with tables as (
        select t.oid, t.relname, t.relowner, t.relacl
        from pg_class t
        where t.relnamespace = 'read_model'::regnamespace and t.relname = any (names)
    )
    select array_agg(made.statement order by made.rank, made.statement)
    into wanted
    from (
        select 1 as rank,
               format('create table read_model_next.%1$I (like read_model.%1$I including all excluding indexes)', relname)
                   as statement
        from tables
        union all
        select case c.contype when 'f' then 4 else 2 end,
               format('alter table %I add constraint %I %s', t.relname, c.conname, pg_get_constraintdef(c.oid, true))
        from pg_constraint c join tables t on t.oid = c.conrelid
        where c.contype in ('p', 'u', 'x', 'f')
        union all
        select 3, pg_get_indexdef(i.indexrelid, 0, true)
        from pg_index i join tables t on t.oid = i.indrelid
        where not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x'))
        union all
        select 5,
               format('grant %s on %I to %s', a.privilege_type, t.relname,
                      case a.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end)
        from tables t, aclexplode(t.relacl) a
        where a.grantee <> t.relowner
    ) as made;
    perform set_config('search_path', 'read_model_next, pg_temp', true);
    foreach statement in array wanted loop
        execute statement;
    end loop;
    perform set_config('search_path', path, true);
end
$$;

-- Waits for the views that are being read, and lets none begin before the transaction ends.
create function lock_views() returns void
    language plpgsql as
$$
begin
    lock table spanwire.projection in access exclusive mode;
end
$$;

alter function lock_views() security definer set search_path = spanwire, pg_temp;
alter function request_rebuild(text, text, integer, text[], text) security definer set search_path = spanwire, pg_temp;
alter function start_rebuild(text) security definer set search_path = spanwire, pg_temp;
alter function switch_tables(text) security definer set search_path = spanwire, pg_temp;
alter function discard_copies(text) security definer set search_path = spanwire, pg_temp;
alter function differences(text[], integer) security definer set search_path = spanwire, pg_temp;

revoke execute on function lock_views() from public;
grant execute on function
    lock_views(), request_rebuild(text, text, integer, text[], text), start_rebuild(text), switch_tables(text),
    discard_copies(text), differences(text[], integer)
to ${worker};

-- Takes the right to write from everyone but the owner where domains' migrations are recorded: the tables of read models are
-- writable by default, and these are beside them.
create function protect_migrations(domains text[]) returns void
    language plpgsql as
$$
declare
    granted record;
begin
    for granted in
        select distinct t.relname, case a.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end as role
        from pg_class t, aclexplode(t.relacl) a
        where t.relnamespace = 'read_model'::regnamespace
          and t.relname in (select 'flyway_' || domain from unnest(domains) as domain)
          and a.grantee <> t.relowner
          and a.privilege_type <> 'SELECT'
    loop
        execute format('revoke insert, update, delete, truncate on read_model.%I from %s', granted.relname, granted.role);
    end loop;
end
$$;

revoke execute on function protect_migrations(text[]) from public;
