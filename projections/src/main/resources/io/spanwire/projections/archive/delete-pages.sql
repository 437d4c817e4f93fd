-- Deletes pages whose events become part of larger ones, and returns their secrets. 1: streams, 2: first versions
delete from spanwire.archived_page
using unnest(?::text[], ?::bigint[]) as old (stream, first)
where archived_page.stream = old.stream and archived_page.first_version = old.first
returning archived_page.stream, archived_page.first_version, archived_page.secrets
