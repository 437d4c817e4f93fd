-- The history's identity, the time, and when the command parked first was parked
select epoch, now() as at, (select min(at) from spanwire.parked_command) as parked
from spanwire.installation
