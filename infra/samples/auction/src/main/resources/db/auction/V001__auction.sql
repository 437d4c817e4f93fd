-- The auctions, with their highest bids.
create table auction (
    auction text             primary key,
    place   text collate "C" not null unique, -- on the board: sorts open auctions first, by their closing time
    title   text             not null,
    seller  text             not null,        -- a subject
    closes  timestamptz      not null,
    state   text             not null,        -- open, sold, unsold or cancelled
    bids    bigint           not null,
    highest bigint,                           -- this and the next two: null without a bid
    leader  text,                             -- a subject
    name    text                              -- of the leader; empty if it is forgotten
);

create table auction_bid (
    auction text        not null,
    version bigint      not null, -- of the event
    bidder  text        not null, -- a subject
    name    text        not null, -- empty if it is forgotten
    amount  bigint      not null,
    at      timestamptz not null,
    primary key (auction, version)
);
