-- 1: types of events
select count(*) from spanwire.event where type = any(?)
