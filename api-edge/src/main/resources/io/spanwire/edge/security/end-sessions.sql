select spanwire.end_sessions($1, $2, make_interval(secs => $3), $4) as until
