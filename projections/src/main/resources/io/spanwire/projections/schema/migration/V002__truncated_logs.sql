-- A command log can lose its end: power cut under a lone broker, unclean leader election.

-- Kafka's leader epoch of the record before next_offset, -1 when unknown: tells a log that was truncated and written on.
alter table partition add column leader_epoch integer not null default -1;

-- An offset can then be given to another record.
alter table parked_record drop constraint parked_record_pkey;
create unique index parked_record_key on parked_record (partition, "offset", md5(value));
