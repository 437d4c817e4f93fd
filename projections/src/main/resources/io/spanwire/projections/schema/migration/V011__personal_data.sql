-- Personal data in events: sealed under a key of their subject and a secret of their event, either of which can be destroyed.

-- The secret of an event with personal data; null once it is destroyed, and in all other events.
alter table event add column secret bytea;

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
grant update (secret) on event to ${worker};

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
