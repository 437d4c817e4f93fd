-- The keys of subjects. $1 text[]: subjects
select id, subject, key
from spanwire.personal_key
where subject = any ($1)
