-- Read models that are built again from the events, in other schemas, while lanes and views use those in read_model:
-- read_model_next has the tables being filled, read_model_previous those that were replaced, read_model_check copies of
-- the current ones to compare with. Only the owner uses these schemas.

-- version: of the projection that filled its tables, 0 until they are filled for the first time. declared: the version, and
-- tables: the tables that it had in the worker that started last. switches: how often its tables were exchanged, which tells
-- clients that rows of the same version are others now.
alter table projection
    add column switches integer not null default 0,
    add column declared integer not null default 0,
    add column tables   text[]  not null default '{}';

-- What is to be done, or was done last, with the tables of a projection. run: changes with every start from the beginning.
-- detail: why it failed, or what a verification found.
create table rebuild (
    projection   text primary key,
    task         text        not null check (task in ('rebuild', 'undo', 'verify')),
    version      integer     not null,
    tables       text[]      not null,
    state        text        not null check (state in ('requested', 'filling', 'done', 'failed', 'cancelled')),
    run          uuid,
    actor        text        not null,
    detail       text        not null default '',
    requested_at timestamptz not null default now(),
    changed_at   timestamptz not null default now()
);

-- How far a rebuild is: the tables have the events up to this position. target: where it ends, null at the partition's head.
create table rebuild_partition (
    projection text    not null references rebuild on delete cascade,
    partition  integer not null references partition,
    position   bigint  not null,
    target     bigint,
    primary key (projection, partition)
);

-- The tables in read_model_previous: what filled them and the positions up to which they have the events, by partition.
create table replaced_projection (
    projection  text primary key,
    version     integer     not null,
    tables      text[]      not null,
    positions   bigint[]    not null,
    replaced_at timestamptz not null default now()
);

grant select on projection, rebuild, rebuild_partition, replaced_projection to ${worker}, ${reader};

-- The first reason, if any, why tables of read_model cannot be copied together.
create function why_not_copied(names text[]) returns text
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

-- Drops tables of a schema, as far as they exist.
create function drop_tables(schema text, names text[]) returns void
    language plpgsql as
$$
begin
    execute (select format('drop table if exists %s', string_agg(format('%I.%I', schema, name), ', '))
             from unnest(names) as name);
end
$$;

-- Moves tables from one schema to another, with their indexes and constraints.
create function move_tables(source text, target text, names text[]) returns void
    language plpgsql as
$$
declare
    name text;
begin
    foreach name in array names loop
        execute format('alter table %I.%I set schema %I', source, name, target);
    end loop;
end
$$;

-- Creates empty copies of tables of read_model in read_model_next, with the same names, constraints, indexes and rights.
create function copy_tables(names text[]) returns void
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
    perform set_config('search_path', 'read_model', true);
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
    perform set_config('search_path', 'read_model_next', true);
    foreach statement in array wanted loop
        execute statement;
    end loop;
    perform set_config('search_path', path, true);
end
$$;

-- Copies tables of read_model with their rows to read_model_check.
create function freeze_tables(names text[]) returns void
    language plpgsql as
$$
declare
    name text;
begin
    perform spanwire.drop_tables('read_model_check', names);
    foreach name in array names loop
        execute format('create table read_model_check.%1$I as table read_model.%1$I', name);
    end loop;
end
$$;

-- The rows that the tables in read_model_next and read_model_check do not have in common, at most max of each kind and table.
-- Without identity columns, whose numbers a rebuild gives anew.
create function differences(names text[], max integer) returns table (found text)
    language plpgsql as
$$
declare
    name    text;
    numbers text[];
begin
    foreach name in array names loop
        numbers := array(select attname from pg_attribute
                         where attrelid = format('read_model_next.%I', name)::regclass and attidentity <> '');
        return query execute format(
            'with filled as (select to_jsonb(t) - $1 as row from read_model_next.%1$I t),'
            ' used as (select to_jsonb(t) - $1 as row from read_model_check.%1$I t)'
            ' (select $2 || '' lacks '' || row::text from (table filled except all table used) t limit $3)'
            ' union all (select $2 || '' has, but the events do not give '' || row::text'
            ' from (table used except all table filled) t limit $3)',
            name) using numbers, name, max;
    end loop;
end
$$;

-- Undoes what a task has done so far. What an undo has added to the replaced tables stays in them.
create function discard_copies(name text) returns void
    language plpgsql as
$$
declare
    begun spanwire.rebuild;
begin
    select * into begun from spanwire.rebuild where projection = name for update;
    if not exists (select from spanwire.rebuild_partition where projection = name) then
        return;
    end if;
    if begun.task = 'undo' then
        update spanwire.replaced_projection
        set positions = (select array_agg(position order by partition)
                         from spanwire.rebuild_partition where projection = name)
        where projection = name;
        perform spanwire.move_tables('read_model_next', 'read_model_previous', begun.tables);
    else
        perform spanwire.drop_tables('read_model_next', begun.tables);
        perform spanwire.drop_tables('read_model_check', begun.tables);
    end if;
    delete from spanwire.rebuild_partition where projection = name;
end
$$;

-- Replaces what is to be done with a projection's tables.
create function request_rebuild(name text, wanted text, to_version integer, declared text[], by text) returns void
    language plpgsql as
$$
begin
    perform spanwire.discard_copies(name);
    insert into spanwire.rebuild (projection, task, version, tables, state, actor)
    values (name, wanted, to_version, declared, 'requested', by)
    on conflict (projection) do update set
        task = excluded.task, version = excluded.version, tables = excluded.tables, state = 'requested', run = null,
        actor = excluded.actor, detail = '', requested_at = now(), changed_at = now();
end
$$;

-- Makes the tables of a requested task and sets where each partition starts; null if it was cancelled. A verification needs
-- one snapshot for all of it.
create function start_rebuild(name text) returns uuid
    language plpgsql as
$$
declare
    asked spanwire.rebuild;
    this  uuid := gen_random_uuid();
begin
    select * into asked from spanwire.rebuild where projection = name and state = 'requested' for update;
    if not found then
        return null;
    end if;
    if asked.task = 'undo' then
        perform spanwire.move_tables('read_model_previous', 'read_model_next', asked.tables);
        insert into spanwire.rebuild_partition (projection, partition, position)
        select name, reached.number - 1, reached.position
        from spanwire.replaced_projection as replaced,
             unnest(replaced.positions) with ordinality as reached (position, number)
        where replaced.projection = name;
    else
        if asked.task = 'verify' then
            perform spanwire.freeze_tables(asked.tables);
        end if;
        perform spanwire.copy_tables(asked.tables);
        insert into spanwire.rebuild_partition (projection, partition, position, target)
        select name, partition, 0, case asked.task when 'verify' then head end
        from spanwire.partition;
    end if;
    update spanwire.rebuild set state = 'filling', run = this, changed_at = now() where projection = name;
    return this;
end
$$;

-- Puts the filled tables into read_model and those that were there into read_model_previous; tables that were never filled
-- are dropped. The caller has locked the table projection, which views wait for, and all partitions, which lanes wait for.
create function switch_tables(name text) returns void
    language plpgsql as
$$
declare
    filled   spanwire.rebuild;
    current  integer;
begin
    select * into filled from spanwire.rebuild where projection = name for update;
    select version into current from spanwire.projection as p where p.name = switch_tables.name;
    perform spanwire.drop_tables('read_model_previous', filled.tables);
    perform spanwire.move_tables('read_model', 'read_model_previous', filled.tables);
    perform spanwire.move_tables('read_model_next', 'read_model', filled.tables);
    delete from spanwire.replaced_projection where projection = name;
    if current = 0 then
        perform spanwire.drop_tables('read_model_previous', filled.tables);
    else
        insert into spanwire.replaced_projection (projection, version, tables, positions)
        select name, current, filled.tables, array_agg(head order by partition)
        from spanwire.partition;
    end if;
    update spanwire.projection as p set version = filled.version, missing = 0, switches = switches + 1
    where p.name = switch_tables.name;
    delete from spanwire.rebuild_partition where projection = name;
    update spanwire.rebuild set state = 'done', changed_at = now() where projection = name;
end
$$;
