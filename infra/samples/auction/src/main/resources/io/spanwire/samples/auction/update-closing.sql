-- Moves the closing time: $1 auction, $2 place on the board, $3 closing time.
update auction
   set place = $2, closes = $3
 where auction = $1
