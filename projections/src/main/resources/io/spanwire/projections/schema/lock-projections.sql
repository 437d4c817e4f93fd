-- Two processes that start at the same time take turns.
select projections_recorded from spanwire.installation for update
