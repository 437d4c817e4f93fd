-- The highest bid of an auction: $1 auction, $2 amount, $3 bidder, $4 name of the bidder.
update auction
   set bids = bids + 1, highest = $2, leader = $3, name = $4
 where auction = $1
