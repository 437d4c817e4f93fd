-- Keeps lanes from destroying secrets while pages are written: they would miss those that move
select pg_advisory_xact_lock(hashtext('spanwire.secrets'))
