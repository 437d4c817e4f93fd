-- Requests a task with a projection's tables. 1: task, 2: version, 3: by whom, 4: projection
select spanwire.request_rebuild(name, ?, ?, tables, ?)
from spanwire.projection
where name = ?
