package io.spanwire.samples.auction;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.samples.auction.AuctionEvent.AuctionCancelled;
import io.spanwire.samples.auction.AuctionEvent.AuctionClosed;
import io.spanwire.samples.auction.AuctionEvent.AuctionExtended;
import io.spanwire.samples.auction.AuctionEvent.AuctionOpened;
import io.spanwire.samples.auction.AuctionEvent.BidPlaced;
import io.spanwire.testing.ReadModelFixture;
import io.spanwire.testing.SpanwireTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@SpanwireTest(AuctionDomain.class)
class AuctionReadModelIT {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final ReadModelFixture auctions;

    AuctionReadModelIT(ReadModelFixture readModel) {
        auctions = readModel
                .by("ann")
                .at(NOON)
                .given("auction/vase", opened(NOON.plusSeconds(600)))
                .given("auction/lamp", opened(NOON.plusSeconds(300)))
                .given("auction/book", opened(NOON.plusSeconds(900)))
                .given("auction/chair", opened(NOON.plusSeconds(1)));
    }

    private static AuctionOpened opened(Instant closes) {
        return new AuctionOpened("For sale", closes, 10, 5, "");
    }

    @Test
    void boardHasOpenAuctionsFirst() {
        ReadModelFixture later = auctions.given("auction/lamp", new AuctionExtended(NOON.plusSeconds(700)))
                .at(NOON.plusSeconds(10))
                .given("auction/chair", new AuctionClosed("", 0, ""))
                .at(NOON.plusSeconds(20))
                .given("auction/book", new AuctionCancelled());

        assertThat(column(auctions, "auction")).containsExactly("chair", "lamp", "vase", "book");
        assertThat(column(later, "auction")).containsExactly("vase", "lamp", "book", "chair");
        assertThat(column(later, "state")).containsExactly("open", "open", "cancelled", "unsold");
        String first = column(later, "place").get(0);
        assertThat(later.view("auction-board", Map.of("page", first))).hasSize(3);
    }

    @Test
    void boardAndBidsShowTheHighestBid() {
        ReadModelFixture sold = auctions.by("bob")
                .given("auction/vase", new BidPlaced("Bob", 10))
                .by("eve")
                .given("auction/vase", new BidPlaced("Eve", 15), new AuctionClosed("eve", 15, ""));

        assertThat(sold.view("auction-board", Map.of()))
                .filteredOn(row -> Objects.equals(row.get("auction"), "vase"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("state", "sold")
                        .containsEntry("seller", "ann")
                        .containsEntry("bids", 2)
                        .containsEntry("highest", 15)
                        .containsEntry("leader", "eve")
                        .containsEntry("name", "Eve"));
        sold.thenView(
                "auction-bids",
                Map.of("auction", "vase"),
                Map.of("version", 2, "bidder", "bob", "name", "Bob", "amount", 10, "at", NOON.toString()),
                Map.of("version", 3, "bidder", "eve", "name", "Eve", "amount", 15, "at", NOON.toString()));
    }

    private static List<String> column(ReadModelFixture readModel, String name) {
        return readModel.view("auction-board", Map.of()).stream()
                .map(row -> String.valueOf(row.get(name)))
                .toList();
    }
}
