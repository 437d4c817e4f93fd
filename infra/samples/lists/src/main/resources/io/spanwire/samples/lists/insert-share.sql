-- Shares a list: $1 list, $2 with whom.
insert into list_share (list, subject)
values ($1, $2)
