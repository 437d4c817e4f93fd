select name, version, missing from spanwire.projection
