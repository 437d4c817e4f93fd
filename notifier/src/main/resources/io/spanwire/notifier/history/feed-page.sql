-- The next events of partitions: one row for each. $1 int[]: partitions; $2 bigint[]: behind these positions; $3 bigint[]: up to
-- these; $4 int[]: at most so many; $5 bigint: of each partition none after the one with which they exceed so many bytes;
-- $6, $7 text: streams from this one on and below that one; $8 text[]: types, null for all; $9 timestamptz: from this time on.
-- candidates: how many there were before the limit in bytes. times: microseconds since 1970. reached: the time of the last position
-- asked for, if it is a row.
-- The positions are passed in order, and no further than needed: the offset keeps the range of streams, which an index has as well, from
-- being looked up in the whole history first. Running totals of bytes are computed only where the sum is too large.
-- archived: whether some of them may be in archived pages; $10 bigint: the most positions that such a page spans.
select
  wanted.partition,
  least(wanted.upto, partition.head) as upto,
  found.*,
  (
    select (extract(epoch from at) * 1000000)::bigint
    from spanwire.event
    where event.partition = wanted.partition and position = wanted.upto
  ) as reached,
  exists (
    select
    from spanwire.archived_page as page
    where page.partition = wanted.partition
      and page.first_position > wanted.after - $10
      and page.first_position <= wanted.upto
      and page.last_position > wanted.after
      and page.stream >= $6 and page.stream < $7
  ) as archived
from unnest($1::integer[], $2::bigint[], $3::bigint[], $4::integer[]) as wanted (partition, after, upto, rows)
join spanwire.partition on partition.partition = wanted.partition
cross join lateral (
  with candidate as materialized (
    select position, stream, at, body, secret
    from (
      select position, stream, type, at, body, secret
      from spanwire.event
      where partition = wanted.partition and position > wanted.after and position <= wanted.upto
      order by position
      offset 0
    ) as passed
    where stream >= $6 and stream < $7
      and ($8::text[] is null or type = any ($8))
      and at >= $9
    limit wanted.rows
  ),
  fitting as materialized (
    select
      count(*) as candidates,
      case
        when sum(octet_length(body)) <= $5 then max(position)
        else (
          select max(position)
          from (
            select position, sum(octet_length(body)) over (order by position) - octet_length(body) as before
            from candidate
          ) as measured
          where before < $5
        )
      end as last
    from candidate
  )
  select
    (select candidates from fitting) as candidates,
    array_agg(position order by position) as positions,
    array_agg((date_part('epoch', at) * 1000000)::bigint order by position) as times,
    array_agg(stream order by position) as streams,
    convert_to(string_agg(body, E'\n' order by position), 'UTF8') as lines,
    array_agg(position order by position) filter (where secret is not null) as sealed,
    array_agg(secret order by position) filter (where secret is not null) as secrets
  from candidate
  where position <= (select last from fitting)
) as found
