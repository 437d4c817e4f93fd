-- The history's identity, and the moment of the snapshot
select epoch, now() as at
from spanwire.installation
