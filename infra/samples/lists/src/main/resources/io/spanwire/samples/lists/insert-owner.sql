-- Names the owner of a list: $1 list, $2 owner.
insert into list_owner (list, owner, restricted)
values ($1, $2, false)
