-- Sessions in browsers that were not ended, newest first. Parameters 1 and 2: a subject, or empty for all; 3: maximum rows
select s.id, s.subject, s.name, s.method, s.since, s.expires
from spanwire.session as s
where (? = '' or s.subject = ?)
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
order by s.since desc, s.id
limit ?
