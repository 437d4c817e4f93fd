-- Webhooks: where events are sent, signed, and how far each of them is in each partition.

-- feed: a type of streams as chat/*, or * for all; types: of events, empty for all. generation: of its positions, increased
-- whenever they are set or a worker should begin anew. secret: what requests are signed with, and old_secret beside it until
-- old_until. test: the id of the test that was asked for last, tested: of the one that was answered last, with its status (0:
-- no answer) and failure (empty: none).
create table webhook (
    id          uuid primary key,
    generation  bigint      not null default 1,
    description text        not null,
    feed        text        not null,
    types       text[]      not null,
    url         text        not null,
    secret      bytea       not null check (octet_length(secret) between 24 and 64),
    old_secret  bytea,
    old_until   timestamptz,
    state       text        not null default 'active' check (state in ('active', 'paused')),
    reason      text        not null default '',
    since       timestamptz not null default now(),
    created     timestamptz not null default now(),
    creator     text        not null,
    actor       text        not null,
    test         uuid,
    tested       uuid,
    test_status  integer    not null default 0,
    test_failure text       not null default ''
);

-- position: of the last event up to which everything is delivered, or not wanted. delivered: deliveries, repeats included.
-- succeeded, failed: when a delivery last did; status (0: no answer) and failure of the latter. failures: in a row, up to now,
-- and failing: since when, null when the last delivery succeeded.
create table webhook_position (
    webhook    uuid    not null references webhook on delete cascade,
    partition  integer not null references partition,
    generation bigint  not null,
    position   bigint  not null check (position >= 0),
    delivered  bigint  not null default 0,
    succeeded  timestamptz,
    failed     timestamptz,
    status     integer not null default 0,
    failure    text    not null default '',
    failures   integer not null default 0,
    failing    timestamptz,
    primary key (webhook, partition)
) with (fillfactor = 50);

-- Everything but the secrets, which only workers need.
grant select (
    id, generation, description, feed, types, url, old_until, state, reason, since, created, creator, actor, test, tested,
    test_status, test_failure
) on webhook to ${reader};
grant select on webhook to ${worker};
grant select on webhook_position to ${worker}, ${reader};
grant update (state, reason, since, actor, tested, test_status, test_failure) on webhook to ${worker};
grant update (position, delivered, succeeded, failed, status, failure, failures, failing) on webhook_position to ${worker};

-- The position behind which a partition's events begin. place: beginning, now, time or token; at: of time; positions: of the
-- token, by partition from 0. No earlier event than at is left out, but a later one may be before it, and is.
create function webhook_start(number integer, place text, at timestamptz, positions bigint[]) returns bigint
    language sql stable set search_path = spanwire, pg_temp as
$$
select case place
    when 'beginning' then 0
    when 'token' then least(p.head, positions[number + 1])
    when 'time' then coalesce(
        least(
            (select min(a.first_position) from archived_page as a where a.partition = number and a.last_at >= webhook_start.at),
            (select e.position from event as e where e.partition = number and e.at >= webhook_start.at
             order by e.position limit 1)
        ) - 1,
        p.head)
    else p.head
end
from partition as p
where p.partition = number
$$;

-- Adds a webhook, unless there are most of them already. Returns added, known or full.
create function add_webhook(
    id uuid, description text, feed text, types text[], url text, secret bytea, actor text, most integer,
    place text, at timestamptz, positions bigint[]
) returns text
    language plpgsql security definer set search_path = spanwire, pg_temp as
$$
begin
    lock table webhook in share row exclusive mode;
    if exists (select from webhook as w where w.id = $1) then
        return 'known';
    end if;
    if (select count(*) from webhook) >= most then
        return 'full';
    end if;
    insert into webhook (id, description, feed, types, url, secret, creator, actor) values ($1, $2, $3, $4, $5, $6, $7, $7);
    insert into webhook_position (webhook, partition, generation, position)
    select $1, p.partition, 1, webhook_start(p.partition, place, at, positions) from partition as p;
    return 'added';
end
$$;

-- Has the workers begin anew with a webhook, without what they know of failures. Returns whether there is such a webhook.
create function renew_webhook(id uuid) returns boolean
    language plpgsql set search_path = spanwire, pg_temp as
$$
begin
    update webhook as w set generation = generation + 1 where w.id = $1;
    if not found then
        return false;
    end if;
    update webhook_position as p
    set generation = w.generation, failures = 0, failing = null
    from webhook as w
    where w.id = $1 and p.webhook = $1;
    return true;
end
$$;

-- Changes what is not null.
create function change_webhook(id uuid, description text, feed text, types text[], url text, actor text) returns boolean
    language plpgsql security definer set search_path = spanwire, pg_temp as
$$
begin
    update webhook as w
    set description = coalesce($2, w.description), feed = coalesce($3, w.feed), types = coalesce($4, w.types),
        url = coalesce($5, w.url), actor = $6
    where w.id = $1;
    return renew_webhook($1);
end
$$;

create function pause_webhook(id uuid, reason text, actor text) returns boolean
    language plpgsql security definer set search_path = spanwire, pg_temp as
$$
begin
    update webhook as w set state = 'paused', reason = $2, since = now(), actor = $3 where w.id = $1;
    return found;
end
$$;

create function resume_webhook(id uuid, actor text) returns boolean
    language plpgsql security definer set search_path = spanwire, pg_temp as
$$
begin
    update webhook as w
    set state = 'active', reason = '', since = case w.state when 'active' then w.since else now() end, actor = $2
    where w.id = $1;
    return renew_webhook($1);
end
$$;

-- Continues behind another place, in the state that the webhook has.
create function replay_webhook(id uuid, place text, at timestamptz, positions bigint[], actor text) returns boolean
    language plpgsql security definer set search_path = spanwire, pg_temp as
$$
begin
    update webhook as w set actor = $5 where w.id = $1;
    if not renew_webhook($1) then
        return false;
    end if;
    update webhook_position as p set position = webhook_start(p.partition, $2, $3, $4) where p.webhook = $1;
    return true;
end
$$;

-- Gives a webhook another secret; the one before signs, too, for a while.
create function rotate_webhook(id uuid, secret bytea, keep interval, actor text) returns boolean
    language plpgsql security definer set search_path = spanwire, pg_temp as
$$
begin
    update webhook as w
    set secret = $2, old_secret = case when keep > interval '0' then w.secret end,
        old_until = case when keep > interval '0' then now() + keep end, actor = $4
    where w.id = $1;
    return found;
end
$$;

create function test_webhook(id uuid, test uuid) returns boolean
    language plpgsql security definer set search_path = spanwire, pg_temp as
$$
begin
    update webhook as w set test = $2 where w.id = $1;
    return found;
end
$$;

create function remove_webhook(id uuid) returns boolean
    language plpgsql security definer set search_path = spanwire, pg_temp as
$$
begin
    delete from webhook as w where w.id = $1;
    return found;
end
$$;

revoke execute on function
    webhook_start(integer, text, timestamptz, bigint[]), renew_webhook(uuid),
    add_webhook(uuid, text, text, text[], text, bytea, text, integer, text, timestamptz, bigint[]),
    change_webhook(uuid, text, text, text[], text, text), pause_webhook(uuid, text, text), resume_webhook(uuid, text),
    replay_webhook(uuid, text, timestamptz, bigint[], text), rotate_webhook(uuid, bytea, interval, text),
    test_webhook(uuid, uuid), remove_webhook(uuid)
from public;
grant execute on function
    add_webhook(uuid, text, text, text[], text, bytea, text, integer, text, timestamptz, bigint[]),
    change_webhook(uuid, text, text, text[], text, text), pause_webhook(uuid, text, text), resume_webhook(uuid, text),
    replay_webhook(uuid, text, timestamptz, bigint[], text), rotate_webhook(uuid, bytea, interval, text),
    test_webhook(uuid, uuid), remove_webhook(uuid)
to ${reader};
