-- Inserts an auction: $1 auction, $2 place on the board, $3 title, $4 seller, $5 closing time.
insert into auction (auction, place, title, seller, closes, state, bids)
values ($1, $2, $3, $4, $5, 'open', 0)
