-- Waits for the views that are being read, and lets none begin
lock table spanwire.projection in access exclusive mode
