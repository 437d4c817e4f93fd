-- The events of stream $1 after version $2 as one row: their number, first and last version, and texts joined by line
-- feeds; and the versions of those with a secret, with these secrets. At most $3 events, and none after the one with which they exceed $4 bytes; the sum is computed first, because
-- running totals are needed, and cost as much as reading the page, only where it is too large.
with candidate as not materialized (
  select version, body, secret
  from spanwire.event
  where stream = $1 and version > $2
  order by version
  limit $3
),
fitting as materialized (
  select case
    when sum(octet_length(body)) <= $4 then max(version)
    else (
      select max(version)
      from (
        select version, sum(octet_length(body)) over (order by version) - octet_length(body) as before
        from candidate
      ) measured
      where before < $4
    )
  end as last
  from candidate
)
select
  count(*) as events,
  min(version) as first,
  max(version) as last,
  convert_to(string_agg(body, E'\n' order by version), 'UTF8') as lines,
  array_agg(version order by version) filter (where secret is not null) as sealed,
  array_agg(secret order by version) filter (where secret is not null) as secrets
from candidate
where version <= (select last from fitting)
