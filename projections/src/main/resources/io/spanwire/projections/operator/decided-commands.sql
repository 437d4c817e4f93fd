-- Which of these commands have a final outcome, and whether it is a rejection. 1: ids
select command, problem is not null as rejected
from spanwire.outcome
where command = any (?)
