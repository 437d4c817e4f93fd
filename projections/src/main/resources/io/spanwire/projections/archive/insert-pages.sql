-- Stores pages. 1: streams, 2: first versions, 3: last versions, 4: partitions, 5: first positions, 6: last positions,
-- 7: earliest times, 8: latest times, 9: bytes of the texts, 10: contents, 11: secrets or nulls
insert into spanwire.archived_page
    (stream, first_version, last_version, partition, first_position, last_position, first_at, last_at, bytes, content, secrets)
select *
from unnest(?::text[], ?::bigint[], ?::bigint[], ?::integer[], ?::bigint[], ?::bigint[],
            ?::text[]::timestamptz[], ?::text[]::timestamptz[], ?::integer[], ?::bytea[], ?::bytea[])
