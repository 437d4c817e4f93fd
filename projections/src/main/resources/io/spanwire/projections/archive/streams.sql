-- What is archived, by stream, the largest first. 1: from this stream, 2: below this stream, 3: maximum rows
select stream as name, 1 as streams, sum(last_version - first_version + 1)::bigint as events,
       sum(bytes::bigint)::bigint as bytes, sum(octet_length(content)::bigint)::bigint as stored,
       min(first_at) as first_at, max(last_at) as last_at
from spanwire.archived_page
where stream >= ? and stream < ?
group by stream
order by stored desc, stream
limit ?
