-- Personal data in events: sealed under a key of their subject and a secret of their event, either of which can be destroyed.

-- The secret of an event with personal data; null once it is destroyed, and in all other events.
alter table event add column secret bytea;

-- The same of archived events: 16 bytes for each of the page's, zeros where there is none; null when none has one.
alter table archived_page add column secrets bytea;

-- How often a subject was forgotten, the same in every partition. Lanes write only while it is what they know, so none of
-- them uses a destroyed key or a state from before.
alter table partition add column forgettings bigint not null default 0;

-- The keys. An id is never given twice.
create table personal_key (
    id      bigint generated always as identity primary key,
    subject text collate "C" not null unique,
    key     bytea       not null check (octet_length(key) = 32),
    created timestamptz not null default now()
);

-- Which streams hold personal data of which subjects, sealed under the present key.
create table personal_stream (
    subject text collate "C" not null,
    stream  text collate "C" not null,
    primary key (subject, stream)
);

-- Whose keys were destroyed, by whom, and when every stream and read model had followed.
create table forgetting (
    id       bigint generated always as identity primary key,
    subject  text collate "C" not null,
    actor    text        not null,
    at       timestamptz not null default now(),
    finished timestamptz
);

-- The streams of an unfinished forgetting that do not have their event yet.
create table forgetting_stream (
    forgetting bigint not null references forgetting,
    stream     text collate "C" not null,
    primary key (forgetting, stream)
);

-- What a projection does when a subject is forgotten. none: it takes no personal data; event: it handles the event;
-- rebuild: its tables are rebuilt.
alter table projection
    add column forgetting text not null default 'none' check (forgetting in ('none', 'event', 'rebuild'));

grant select on personal_key, personal_stream, forgetting, forgetting_stream to ${worker}, ${reader};
grant insert on personal_key, personal_stream to ${worker};

-- Destroys the secrets of events, in rows and in pages. The lock keeps events from being archived meanwhile, which would
-- carry a secret past it; each statement sees what was committed before.
create function destroy_secrets(streams text[], versions bigint[]) returns void
    language plpgsql security definer set search_path = spanwire, pg_temp as
$$
declare
    archived record;
begin
    perform pg_advisory_xact_lock_shared(hashtext('spanwire.secrets'));
    update event as e
    set secret = null
    from unnest(streams, versions) as forgotten (stream, version)
    where e.stream = forgotten.stream and e.version = forgotten.version and e.secret is not null;
    for archived in
        select p.stream, p.first_version, forgotten.version
        from unnest(streams, versions) as forgotten (stream, version)
        join archived_page as p
          on p.stream = forgotten.stream and forgotten.version between p.first_version and p.last_version
        where p.secrets is not null
    loop
        update archived_page as p
        set secrets = overlay(p.secrets placing decode(repeat('00', 16), 'hex')
                              from (archived.version - p.first_version)::integer * 16 + 1)
        where p.stream = archived.stream and p.first_version = archived.first_version;
    end loop;
end
$$;

revoke execute on function destroy_secrets(text[], bigint[]) from public;
grant execute on function destroy_secrets(text[], bigint[]) to ${worker};

-- Destroys the key of a subject, if it has one, with the snapshots of its streams, and notes what is left to do. It waits
-- for the lanes' transactions, but not long: they wait behind it. Returns the number of the forgetting.
create function forget_subject(whom text, by text) returns bigint
    language plpgsql as
$$
declare
    number bigint;
begin
    perform set_config('lock_timeout', '1000', true);
    perform partition from spanwire.partition order by partition for update;
    delete from spanwire.personal_key where subject = whom;
    if not found and not exists (select from spanwire.personal_stream where subject = whom) then
        return null;
    end if;
    update spanwire.partition set forgettings = forgettings + 1;
    insert into spanwire.forgetting (subject, actor) values (whom, by) returning id into number;
    with moved as (
        delete from spanwire.personal_stream where subject = whom returning stream
    )
    insert into spanwire.forgetting_stream (forgetting, stream) select number, stream from moved;
    update spanwire.stream as s
    set snapshot = null, snapshot_version = null, snapshot_state = null
    from spanwire.forgetting_stream as f
    where f.forgetting = number and s.stream = f.stream;
    return number;
end
$$;

revoke execute on function forget_subject(text, text) from public;
