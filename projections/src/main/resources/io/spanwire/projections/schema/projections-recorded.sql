-- Marks the projections as recorded
update spanwire.installation
set projections_recorded = true
where not projections_recorded
