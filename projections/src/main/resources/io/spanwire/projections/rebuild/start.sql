-- Makes a task's tables. $1 text: projection
select spanwire.start_rebuild($1) as run
