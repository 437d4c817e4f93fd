-- Whether a stream has events. Parameter 1: its name
select exists (select from spanwire.stream where stream = ?) as known
