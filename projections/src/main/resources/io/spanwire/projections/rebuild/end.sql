-- Ends this run of a task. $1 text: projection, $2 uuid: run, null before it started, $3 text: state, $4 text: detail
update spanwire.rebuild
set state = $3, detail = $4, changed_at = now()
where projection = $1 and run is not distinct from $2 and state in ('requested', 'filling')
