-- Waits for the views that are being read, and lets none begin
select spanwire.lock_views()
