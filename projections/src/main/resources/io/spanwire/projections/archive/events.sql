-- The next events of a stream: the first, and more while those before them have less than a number of bytes.
-- 1: stream, 2: after this version, 3: below this version, 4: maximum rows, 5: bytes
select version, position, type, at, body
from (select version, position, type, at, body,
             sum(octet_length(body)) over (order by version) - octet_length(body) as bytes_before
      from (select version, position, type, at, body
            from spanwire.event
            where stream = ? and version > ? and version < ?
            order by version
            limit ?) as page) as sized
where bytes_before < ?
order by version
