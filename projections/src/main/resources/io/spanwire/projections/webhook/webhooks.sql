-- All webhooks.
select
    id, generation, feed, types, url, secret, case when old_until > now() then old_secret end as old_secret, state, test, tested
from spanwire.webhook
order by created, id
