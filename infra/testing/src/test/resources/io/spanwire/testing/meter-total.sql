-- The total of a meter: $1 meter, $2 the last meter of the previous page or null, $3 maximum rows.
select meter, name, total, installed_at as "installedAt"
  from meter
 where meter = $1 and meter > coalesce($2, '')
 limit $3
