-- Destroys a subject's key and returns the number of the forgetting; null when there is nothing to forget. 1: subject,
-- 2: by whom
select spanwire.forget_subject(?, ?) as number
