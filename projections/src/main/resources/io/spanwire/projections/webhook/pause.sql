-- Pauses a webhook that is active, unless a delivery in any partition has succeeded since a time. $1 uuid: webhook, $2 bigint:
-- its generation, $3 text: reason, $4 timestamptz: the time
update spanwire.webhook as w
set state = 'paused', reason = $3, since = now(), actor = ''
where w.id = $1
  and w.generation = $2
  and w.state = 'active'
  and not exists (select from spanwire.webhook_position as p where p.webhook = $1 and p.succeeded > $4)
returning w.id
