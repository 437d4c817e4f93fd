-- Notes that everything has followed the forgettings of a subject. 1: subject
update spanwire.forgetting
set finished = now()
where subject = ?
  and finished is null
  and not exists (select from spanwire.forgetting_stream as left_over where left_over.forgetting = forgetting.id)
