package io.spanwire.samples.auction;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.samples.auction.AuctionCommand.CloseAuction;
import io.spanwire.samples.auction.AuctionCommand.OpenAuction;
import io.spanwire.samples.auction.AuctionCommand.PlaceBid;
import io.spanwire.samples.auction.AuctionEvent.AuctionClosed;
import io.spanwire.testing.SpanwireServer;
import io.spanwire.testing.SpanwireTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@SpanwireTest(AuctionDomain.class)
class AuctionServerIT {
    @Test
    void timerClosesTheAuctionWithTheHighestBid(SpanwireServer server) {
        // given
        String auction = server.stream("auction");
        server.as("ann")
                .send(auction, new OpenAuction("Vase", server.time().now().plus(Duration.ofHours(2)), 10L, null))
                .thenAccepted();
        server.as("bob").send(auction, new PlaceBid(10)).thenAccepted();
        server.as("eve").send(auction, new PlaceBid(20)).thenAccepted();
        server.as("bob").send(auction, new PlaceBid(21)).thenRejected(Auction.BID_TOO_LOW);
        server.as("ann").send(auction, new CloseAuction()).thenDenied();

        // when
        server.time().advance(Duration.ofHours(2));

        // then
        assertThat(server.awaitEvent(auction, AuctionClosed.class).data()).isEqualTo(new AuctionClosed("eve", 20, ""));
        server.as("bob").send(auction, new PlaceBid(50)).thenRejected(Auction.AUCTION_OVER);
    }
}
