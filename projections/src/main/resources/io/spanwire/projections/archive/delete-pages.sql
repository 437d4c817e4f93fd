-- Deletes pages whose events become part of larger ones. 1: streams, 2: first versions
delete from spanwire.archived_page
using unnest(?::text[], ?::bigint[]) as old (stream, first)
where archived_page.stream = old.stream and archived_page.first_version = old.first
