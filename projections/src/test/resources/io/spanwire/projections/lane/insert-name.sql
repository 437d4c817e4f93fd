insert into name_taken (name, owner) values ($1, $2)
