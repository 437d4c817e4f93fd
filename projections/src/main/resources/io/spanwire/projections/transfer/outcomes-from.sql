-- The time before which outcomes have expired; null when none has
select outcomes_from
from spanwire.installation
