-- Whether there is such a tablespace. 1: name
select exists (select from pg_tablespace where spcname = ?) as known
