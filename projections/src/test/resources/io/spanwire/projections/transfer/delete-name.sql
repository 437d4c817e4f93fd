-- $1 text: name
delete from guest_name where name = $1
