-- Refuses a transaction that was decided from memory when another lane has moved its partitions on meanwhile.

create function require_claim(held bigint, claimed bigint) returns void
    language plpgsql as
$$
begin
    if held <> claimed then
        raise exception 'another lane has moved % of % partitions on', claimed - held, claimed
            using errcode = 'SW001';
    end if;
end
$$;
