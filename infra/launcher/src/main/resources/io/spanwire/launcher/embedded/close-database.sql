revoke all on database spanwire from public
