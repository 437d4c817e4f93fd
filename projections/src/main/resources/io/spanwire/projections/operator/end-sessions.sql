-- Ends sessions until now. Parameters 1: kind; 2: value; 3: days to remember it; 4: the operator
select spanwire.end_sessions(?, ?, make_interval(days => ?), ?) as until
