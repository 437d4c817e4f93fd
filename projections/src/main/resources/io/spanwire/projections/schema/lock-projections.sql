-- Whether projections were recorded before. Processes that start at the same time take turns.
select projections_recorded
from spanwire.installation
for update
