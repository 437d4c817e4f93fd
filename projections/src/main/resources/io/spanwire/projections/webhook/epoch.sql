-- The identity of the history.
select epoch
from spanwire.installation
