-- $1 text: name, $2 text: guest
insert into guest_name (name, guest) values ($1, $2)
