-- Creates Spanwire's database and its three logins. Run it once as a superuser, with psql, which asks for the passwords:
--   psql -h HOST -U postgres -f roles.sql
-- spanwire_owner owns the schema: only spanwire migrate and other operator commands use it. spanwire_worker decides and
-- writes, spanwire_reader only reads (edge and notifier). spanwire migrate grants each what its statements need.
\set ON_ERROR_STOP on
create role spanwire_owner login;
create role spanwire_worker login;
create role spanwire_reader login;
\password spanwire_owner
\password spanwire_worker
\password spanwire_reader
create database spanwire owner spanwire_owner encoding 'UTF8' template template0;
revoke all on database spanwire from public;
grant connect on database spanwire to spanwire_worker, spanwire_reader;
alter role spanwire_reader in database spanwire set default_transaction_read_only = on;
