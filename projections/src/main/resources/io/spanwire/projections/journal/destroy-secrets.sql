-- Makes the personal data of events unreadable. $1 text[] stream, $2 bigint[] version
select spanwire.destroy_secrets($1::text[], $2::bigint[])
