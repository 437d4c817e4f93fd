-- Adds to the total: $1 meter, $2 amount.
update meter set total = total + $2 where meter = $1
