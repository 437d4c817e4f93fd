-- The streams with events of partition $1 at positions $2 to $3, and their newest version in that range; of archived pages,
-- whose events are not told apart here, the newest of each page.
select stream, max(version) as version
from (
    select stream, version
    from spanwire.event
    where partition = $1 and position between $2 and $3
    union all
    select stream, last_version
    from spanwire.archived_page
    where partition = $1 and first_position <= $3 and last_position >= $2
) as changed
group by stream
