-- The next events of one stream: the first, and more while those before them have less than a number of bytes. 1: stream,
-- 2: after this version, 3: after this position, 4: to this position inclusive, 5: maximum rows, 6: bytes
select stream, version, position, at, body, secret
from (select stream, version, position, at, body, secret,
             sum(octet_length(body)) over (order by version rows between unbounded preceding and 1 preceding) as bytes_before
      from (select stream, version, position, at, body, secret
            from spanwire.event
            where stream = ? and version > ? and position > ? and position <= ?
            order by version
            limit ?) as page) as sized
where coalesce(bytes_before, 0) < ?
order by version
