-- The projections with their tables, what is done with these, and the tables that are kept
select p.name, p.version, p.declared, p.tables, r.task, r.version as task_version, r.state, r.detail,
       coalesce(progress.filled, 0) as filled, coalesce(progress.total, 0) as total, replaced.version as replaced
from spanwire.projection p
left join spanwire.rebuild r on r.projection = p.name
left join spanwire.replaced_projection replaced on replaced.projection = p.name
left join lateral (
    select sum(f.position) as filled, sum(coalesce(f.target, each.head)) as total
    from spanwire.rebuild_partition f
    join spanwire.partition each on each.partition = f.partition
    where f.projection = p.name
) progress on true
order by p.name
