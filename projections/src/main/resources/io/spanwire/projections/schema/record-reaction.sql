-- Records a reaction that a worker starts with. 1: name, 2: version, 3: start
insert into spanwire.reaction (name, version, start)
values (?, ?, ?)
on conflict (name) do update set version = excluded.version, declared = true
