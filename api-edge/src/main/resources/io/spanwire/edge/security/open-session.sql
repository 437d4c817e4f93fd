select spanwire.open_session($1, $2, $3, $4, $5, make_interval(secs => $6)) as since
