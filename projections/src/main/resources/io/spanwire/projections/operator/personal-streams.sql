-- Streams with personal data of a subject: under its present key, and those where an earlier forgetting is not finished.
-- 1: subject, 2: subject
select stream
from spanwire.personal_stream
where subject = ?
union
select left_over.stream
from spanwire.forgetting_stream as left_over
join spanwire.forgetting on forgetting.id = left_over.forgetting
where forgetting.subject = ? and forgetting.finished is null
order by stream
