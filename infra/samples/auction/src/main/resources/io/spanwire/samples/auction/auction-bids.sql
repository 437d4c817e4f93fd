-- A page of an auction's bids: $1 auction, $2 the last version of the previous page or null, $3 maximum rows.
select version, bidder, name, amount, at
  from auction_bid
 where auction = $1 and version > coalesce($2::bigint, 0)
 order by version
 limit $3
