-- Moves the archive to a tablespace. 1: name
select spanwire.move_archive(?)
