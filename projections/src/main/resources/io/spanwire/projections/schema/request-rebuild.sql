-- Requests a rebuild, unless one to the same version has not ended. 1: projection, 2: version, 3: tables, 4: by whom,
-- 5: projection, 6: version
select spanwire.request_rebuild(?, 'rebuild', ?, ?, ?)
where not exists (
    select from spanwire.rebuild
    where projection = ? and version = ? and task = 'rebuild' and state in ('requested', 'filling')
)
