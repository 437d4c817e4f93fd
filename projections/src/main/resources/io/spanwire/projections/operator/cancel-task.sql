-- Cancels what is done with a projection's tables. 1: projection
update spanwire.rebuild
set state = 'cancelled', changed_at = now()
where projection = ? and state in ('requested', 'filling')
