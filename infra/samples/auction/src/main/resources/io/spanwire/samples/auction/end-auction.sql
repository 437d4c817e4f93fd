-- Ends an auction: $1 auction, $2 place on the board, $3 its last state.
update auction
   set place = $2, state = $3
 where auction = $1
