-- One outcome. uuid: id
select command, stream, version, events, problem
from outcome_split
where command = ?
