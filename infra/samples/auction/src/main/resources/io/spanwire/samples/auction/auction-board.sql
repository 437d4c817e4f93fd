-- A page of the board: $1 the last place of the previous page or null, $2 maximum rows.
select auction, place, title, seller, closes, state, bids, highest, leader, name
  from auction
 where place > coalesce($1, '')
 order by place
 limit $2
