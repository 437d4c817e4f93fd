-- Inserts a bid: $1 auction, $2 version of its event, $3 bidder, $4 name of the bidder, $5 amount, $6 when.
insert into auction_bid (auction, version, bidder, name, amount, at)
values ($1, $2, $3, $4, $5, $6)
