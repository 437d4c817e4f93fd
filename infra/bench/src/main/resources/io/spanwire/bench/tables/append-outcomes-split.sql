-- Stores an outcome of each id. uuid[]: ids
insert into outcome_split
select id, 'chat/room-1', 'post-message', 'guest-' || md5(id::text), left(md5(id::text) || md5(id::text), 43), 1, 1, null, now()
from unnest(?::uuid[]) as id
