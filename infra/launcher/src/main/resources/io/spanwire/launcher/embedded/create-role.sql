-- Writes the statement that makes a role, quoted by PostgreSQL itself. $1 = role, $2 = password
select format('create role %I login password %L', ?::text, ?::text)
