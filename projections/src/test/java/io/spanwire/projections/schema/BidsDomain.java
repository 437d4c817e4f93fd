package io.spanwire.projections.schema;

import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.Row;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.domain.Statement;
import io.spanwire.bus.domain.StreamType;
import java.util.List;

/** A domain of auctions with these projections. */
record BidsDomain(List<Projection> projections) implements Domain {
    static Projection projection(String name, int version, String... tables) {
        return Projection.named(name, version)
                .tables(tables)
                .on(
                        BidPlaced.class,
                        new Statement(new Sql("none", "select $1"), List.of()),
                        bid -> Row.of(bid.version()))
                .build();
    }

    static Domains domains(Projection... projections) {
        return Domains.of(List.of(new BidsDomain(List.of(projections))));
    }

    record Bid(long amount) {}

    record BidPlaced(long amount) {}

    record Auction(long best) {}

    @Override
    public String name() {
        return "bids";
    }

    @Override
    public List<StreamType<?>> streamTypes() {
        return List.of(StreamType.of("bids", Auction.class, new Auction(0))
                .command("bid", Bid.class, (auction, bid, context) -> Decision.accept(new BidPlaced(bid.amount())))
                .event(
                        "bid-placed",
                        BidPlaced.class,
                        (auction, placed) -> new Auction(placed.data().amount()))
                .build());
    }
}
