-- Records a projection. 1: name, 2: version, 3: number of events it lacks, 4: declared version, 5: tables,
-- 6: what it does when a subject is forgotten
insert into spanwire.projection (name, version, missing, declared, tables, forgetting)
values (?, ?, ?, ?, ?, ?)
on conflict (name) do update set
    version = excluded.version, missing = excluded.missing, declared = excluded.declared, tables = excluded.tables,
    forgetting = excluded.forgetting
