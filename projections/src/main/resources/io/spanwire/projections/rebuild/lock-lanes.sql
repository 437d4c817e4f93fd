-- Waits for the lanes' transactions, and lets none begin
select partition
from spanwire.partition
order by partition
for update
