-- Deletes the oldest outcomes. timestamptz: older than this, integer: maximum rows
with expired as (
    select command
    from outcome
    where at < ?
    limit ?
)
delete from outcome as o
using expired
where o.command = expired.command
