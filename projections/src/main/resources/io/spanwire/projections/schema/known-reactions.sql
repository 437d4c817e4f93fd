-- The reactions that workers have had
select name, version
from spanwire.reaction
