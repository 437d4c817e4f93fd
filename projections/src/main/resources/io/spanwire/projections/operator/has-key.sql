-- Whether a subject has a key. 1: subject
select exists (select from spanwire.personal_key where subject = ?) as found
