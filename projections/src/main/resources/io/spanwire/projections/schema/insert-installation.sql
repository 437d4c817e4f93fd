-- Creates the installation at its first start. 1: partitions
insert into spanwire.installation (partitions)
values (?)
on conflict do nothing
