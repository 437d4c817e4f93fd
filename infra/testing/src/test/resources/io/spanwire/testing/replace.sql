-- Wrong on purpose, since several rows of a batch may be of the same meter: $1 meters, $2 totals.
update meter set total = total + r.amount
  from unnest($1::text[], $2::bigint[]) as r (meter, amount)
 where meter.meter = r.meter
