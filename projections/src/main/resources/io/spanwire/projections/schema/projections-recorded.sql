update spanwire.installation set projections_recorded = true where not projections_recorded
