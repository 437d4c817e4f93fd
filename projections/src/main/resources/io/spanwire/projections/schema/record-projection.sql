-- Records a projection. 1: name, 2: version, 3: number of events it lacks, 4: declared version, 5: tables
insert into spanwire.projection (name, version, missing, declared, tables)
values (?, ?, ?, ?, ?)
on conflict (name) do update set
    version = excluded.version, missing = excluded.missing, declared = excluded.declared, tables = excluded.tables
