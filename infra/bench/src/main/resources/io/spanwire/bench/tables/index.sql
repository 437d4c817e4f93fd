-- The keys of both forms. A unique key of a split table contains the column by which it is split.
alter table event add primary key (stream, version);
alter table event add unique (partition, position);
alter table outcome add primary key (command);
create index on outcome using brin (at);
alter table event_split add primary key (stream, version, partition);
alter table event_split add unique (partition, position);
alter table outcome_split add primary key (command);
create index on outcome_split using brin (at);
analyze event, outcome, event_split, outcome_split;
