-- The sizes of the tables on disk, with their indexes, in bytes
select pg_total_relation_size('spanwire.event') as events, pg_total_relation_size('spanwire.archived_page') as archive
