-- Sessions in browsers, and which sessions and tokens were ended before they expired. Both are forgotten once they could
-- not be used any more.

-- For lists of them. A session is valid by its signed token, whether it is listed or not.
create table session (
    id               text collate "C" primary key,
    subject          text collate "C" not null,
    name             text        not null,
    method           text        not null,
    provider_session text        not null,
    since            timestamptz not null,
    expires          timestamptz not null -- at the latest
);

create index session_subject on session (subject, since);
create index session_expires on session (expires);

-- kind says what value names: a session or a token (its jti), a session at the identity provider (sid), or a subject;
-- everyone has no value. What began until then is ended. at is when this was written, for nodes that ask for what is new.
create table session_end (
    kind    text        not null check (kind in ('session', 'provider', 'subject', 'everyone')),
    value   text collate "C" not null,
    until   timestamptz not null,
    at      timestamptz not null,
    expires timestamptz not null,
    actor   text        not null,
    primary key (kind, value)
);

create index session_end_at on session_end (at);
create index session_end_expires on session_end (expires);

-- Lists a new session and returns when it began. A crash of the database may lose it from the list.
create function open_session(
    id text, subject text, name text, method text, provider_session text, lifetime interval
) returns timestamptz
    language plpgsql security definer set search_path = spanwire, pg_temp as
$$
declare
    began timestamptz := clock_timestamp();
begin
    perform set_config('synchronous_commit', 'off', true);
    delete from session as s
    where s.id in (select o.id from session as o where o.expires < began order by o.expires limit 20 for update skip locked);
    insert into session values ($1, $2, $3, $4, $5, began, began + lifetime);
    return began;
end
$$;

-- Ends what began until now, and returns that time. It is remembered for as long as what it ends could be used.
create function end_sessions(kind text, value text, keep interval, actor text) returns timestamptz
    language plpgsql security definer set search_path = spanwire, pg_temp as
$$
declare
    ended timestamptz := clock_timestamp();
begin
    delete from session_end as e
    where e.ctid in (select o.ctid from session_end as o where o.expires < ended order by o.expires limit 20 for update skip locked);
    insert into session_end as e values ($1, $2, ended, ended, ended + keep, $4)
    on conflict on constraint session_end_pkey do update
    set until = excluded.until, at = excluded.at, expires = greatest(e.expires, excluded.expires), actor = excluded.actor;
    return ended;
end
$$;

revoke execute on function open_session(text, text, text, text, text, interval) from public;
revoke execute on function end_sessions(text, text, interval, text) from public;
grant select on session, session_end to ${reader};
grant execute on function open_session(text, text, text, text, text, interval) to ${reader};
grant execute on function end_sessions(text, text, interval, text) to ${reader};
