select s.id, s.method, s.since, s.expires
from spanwire.session as s
where s.subject = $1
  and s.expires > now()
  and not exists (
      select
      from spanwire.session_end as e
      where (e.kind = 'session' and e.value = s.id)
         or (s.since <= e.until
             and (e.kind = 'everyone'
                  or (e.kind = 'subject' and e.value = s.subject)
                  or (e.kind = 'provider' and e.value = s.provider_session)))
  )
order by s.since desc
limit 100
