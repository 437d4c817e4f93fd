-- Returns the statement that creates a role, quoted by PostgreSQL. $1 = role, $2 = password
select format('create role %I login password %L', ?::text, ?::text)
