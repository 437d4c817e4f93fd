-- For each partition a position before all its events with a time or a later one, in the order of the partitions. Times grow
-- with positions but for the differences of clocks, so the last such position is found by halving; where the event is
-- archived, its page's last time stands for its own, which leads to an earlier position. $1 timestamptz: the time;
-- $2 bigint: the most positions that an archived page spans.
with recursive search (partition, low, high) as (
  select partition, 0::bigint, head
  from spanwire.partition
  union all
  select
    partition,
    case when middle.at < $1 then middle.position else low end,
    case when middle.at < $1 then high else middle.position - 1 end
  from search
  cross join lateral (
    select
      tried.position,
      coalesce(
        (select at from spanwire.event where event.partition = search.partition and position = tried.position),
        (
          select max(last_at)
          from spanwire.archived_page as page
          where page.partition = search.partition
            and first_position between tried.position - $2 and tried.position
            and last_position >= tried.position
        )
      ) as at
    from (select (low + high) / 2 + 1 as position) as tried
  ) as middle
  where low < high
)
select
  (select epoch from spanwire.installation) as epoch,
  array_agg(low order by partition) as positions
from search
where low = high
