-- Which types of events are stored, in which versions of their data, so that a start can name those that no domain knows.
-- since: the time of the first such event.
create table event_type (
    type    text        not null,
    version integer     not null check (version >= 1),
    since   timestamptz not null,
    primary key (type, version)
);

-- Until now, all data had version 1.
insert into event_type (type, version, since)
select type, 1, min(at)
from event
group by type;

grant select on event_type to ${worker}, ${reader};
grant insert on event_type to ${worker};
