-- Records a projection. 1: name, 2: version, 3: number of events it lacks
insert into spanwire.projection (name, version, missing)
values (?, ?, ?)
on conflict (name) do update set version = excluded.version, missing = excluded.missing
