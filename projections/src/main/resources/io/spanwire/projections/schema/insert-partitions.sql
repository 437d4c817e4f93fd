-- Creates the installation's partitions at its first start
insert into spanwire.partition (partition)
select generate_series(0, partitions - 1)
from spanwire.installation
on conflict do nothing
