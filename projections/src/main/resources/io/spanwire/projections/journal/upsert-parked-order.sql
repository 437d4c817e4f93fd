-- Stores an order's progress. $1 uuid id, $2 text stream, $3 text verb, $4 text actor, $5 timestamptz at,
-- $6 integer decided so far, $7 boolean finished
insert into spanwire.parked_order (id, stream, verb, actor, at, decided, finished)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (id) do update set decided = excluded.decided, finished = excluded.finished
