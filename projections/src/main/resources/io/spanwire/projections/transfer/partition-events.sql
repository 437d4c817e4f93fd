-- The next events of a partition that belong to a range of streams: the first, and more while those before them have less
-- than a number of bytes. 1: partition, 2: after this position, 3: to this position inclusive, 4: from this stream,
-- 5: below this stream, 6: maximum rows, 7: bytes
select stream, version, position, at, body, secret
from (select stream, version, position, at, body, secret,
             sum(octet_length(body)) over (order by position rows between unbounded preceding and 1 preceding) as bytes_before
      from (select stream, version, position, at, body, secret
            from spanwire.event
            where partition = ? and position > ? and position <= ? and stream >= ? and stream < ?
            order by position
            limit ?) as page) as sized
where coalesce(bytes_before, 0) < ?
order by position
