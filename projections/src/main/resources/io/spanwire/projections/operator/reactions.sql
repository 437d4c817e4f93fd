-- The reactions that workers have had, with the events that they have yet to see, and the streams that wait for them
select r.name,
       r.version,
       r.start,
       r.since,
       r.declared,
       coalesce(sum(p.head - least(p.head, at.position)), 0)                                as behind,
       (select count(*) from spanwire.parked_reaction as parked where parked.reaction = r.name) as parked
from spanwire.reaction as r
     left join spanwire.reaction_position as at on at.reaction = r.name
     left join spanwire.partition as p using (partition)
group by r.name
order by r.name
