-- The streams with events of partition $1 at positions $2 to $3, and their newest version in that range.
select stream, max(version) as version
from spanwire.event
where partition = $1 and position between $2 and $3
group by stream
