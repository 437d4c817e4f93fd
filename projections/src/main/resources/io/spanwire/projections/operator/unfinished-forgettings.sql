-- The forgettings of a subject that are not finished. 1: subject
select id
from spanwire.forgetting
where subject = ? and finished is null
order by id
