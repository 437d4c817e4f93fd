-- Whether a stream, or any of a range, has events. 1: from this stream, 2: below this stream
select exists (select from spanwire.stream where stream >= ? and stream < ?) as known
