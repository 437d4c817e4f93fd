-- Whether a session is listed. Parameter 1: its id
select exists (select from spanwire.session where id = ? and expires > now()) as known
