-- Deletes the oldest outcomes. timestamptz: older than this, integer: maximum rows
with expired as (
    select command
    from outcome_split
    where at < ?
    limit ?
)
delete from outcome_split as o
using expired
where o.command = expired.command
