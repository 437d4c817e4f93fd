-- For each partition the position before its first event with a time or a later one, in the order of the partitions. Times
-- grow with positions but for the differences of clocks, so the first one is found by halving. $1 timestamptz: the time
with recursive search (partition, low, high) as (
  select partition, 0::bigint, head
  from spanwire.partition
  union all
  select
    partition,
    case when middle.at is null or middle.at >= $1 then low else middle.position end,
    case when middle.at is null or middle.at >= $1 then (low + high) / 2 else high end
  from search
  cross join lateral (
    select
      (low + high) / 2 + 1 as position,
      (
        select min(at)
        from (
          select at from spanwire.event where event.partition = search.partition and position = (low + high) / 2 + 1
          union all
          select first_at
          from spanwire.archived_page as page
          where page.partition = search.partition
            and first_position between (low + high) / 2 + 1 - $2 and (low + high) / 2 + 1
            and last_position >= (low + high) / 2 + 1
        ) as known
      ) as at
  ) as middle
  where low < high
)
select
  (select epoch from spanwire.installation) as epoch,
  array_agg(low order by partition) as positions
from search
where low = high
