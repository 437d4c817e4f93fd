-- Deletes outcomes of a window of time, as the worker does. timestamptz: from, timestamptz: before, integer: maximum rows
with expired as (
    select command
    from outcome
    where at >= ? and at < ?
    limit ?
)
delete from outcome as o
using expired
where o.command = expired.command
