-- The amounts of all tallies, and who has which name.
create table tally_amount (
    tally   text   not null,
    version bigint not null,
    amount  bigint not null,
    id      bigint generated always as identity,
    constraint one_row primary key (tally, version),
    constraint small check (amount < 1000000)
);

create table tally_name (
    name  text not null,
    tally text not null,
    constraint one_owner unique (name)
);

create table tally_note (
    tally   text   not null,
    version bigint not null,
    constraint of_an_amount foreign key (tally, version) references tally_amount
);

create index by_amount on tally_amount (amount desc) where amount > 10;
grant select on tally_amount to public;
