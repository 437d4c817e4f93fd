-- Webhooks without their secrets, and how far they are. $1 uuid: of one, or null for all
select
    w.id, w.description, w.feed, w.types, w.url, w.state, w.reason, w.since, w.created, w.creator, w.actor,
    case when w.old_until > now() then w.old_until end as old_until,
    w.tested, w.test_status, w.test_failure,
    i.epoch, s.positions, s.delivered, s.behind, s.oldest, s.succeeded, s.failed, s.status, s.failure, s.failures, s.failing
from spanwire.webhook as w
cross join spanwire.installation as i
cross join lateral (
    select
        array_agg(a.position order by a.partition) as positions,
        sum(a.delivered)::bigint as delivered,
        sum(greatest(p.head - a.position, 0))::bigint as behind,
        min(first.at) as oldest,
        max(a.succeeded) as succeeded,
        max(a.failed) as failed,
        (array_agg(a.status order by a.failed desc nulls last))[1] as status,
        (array_agg(a.failure order by a.failed desc nulls last))[1] as failure,
        max(a.failures) as failures,
        min(a.failing) as failing
    from spanwire.webhook_position as a
    join spanwire.partition as p on p.partition = a.partition
    left join lateral (
        select coalesce(
            (select e.at from spanwire.event as e where e.partition = a.partition and e.position = a.position + 1),
            (select g.first_at from spanwire.archived_page as g
             where g.partition = a.partition and g.first_position > a.position
             order by g.first_position
             limit 1)
        ) as at
    ) as first on a.position < p.head
    where a.webhook = w.id
) as s
where $1::uuid is null or w.id = $1
order by w.created, w.id
