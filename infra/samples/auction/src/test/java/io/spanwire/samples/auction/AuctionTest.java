package io.spanwire.samples.auction;

import static io.spanwire.bus.domain.Decision.accept;

import io.spanwire.bus.domain.Timer;
import io.spanwire.bus.fixture.DeciderFixture;
import io.spanwire.bus.fixture.ReactionFixture;
import io.spanwire.samples.auction.AuctionCommand.CancelAuction;
import io.spanwire.samples.auction.AuctionCommand.CloseAuction;
import io.spanwire.samples.auction.AuctionCommand.OpenAuction;
import io.spanwire.samples.auction.AuctionCommand.PlaceBid;
import io.spanwire.samples.auction.AuctionEvent.AuctionCancelled;
import io.spanwire.samples.auction.AuctionEvent.AuctionClosed;
import io.spanwire.samples.auction.AuctionEvent.AuctionExtended;
import io.spanwire.samples.auction.AuctionEvent.AuctionOpened;
import io.spanwire.samples.auction.AuctionEvent.BidPlaced;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AuctionTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Instant END = NOW.plus(Duration.ofHours(1));
    private static final BidPlaced TEN = new BidPlaced("bob", 10);

    private final DeciderFixture<Auction> none =
            DeciderFixture.of(AuctionDomain.AUCTION).at(NOW).by("ann");
    private final DeciderFixture<Auction> open = none.given(new AuctionOpened("Vase", END, 10, Auction.STEP, "hall"));
    private final DeciderFixture<Auction> withBid = open.by("bob").given(TEN);

    @Test
    void isOpenedOnceAndItsTimerIsSet() {
        none.when(new OpenAuction("Vase", END.plusMillis(300), 10L, "hall"))
                .then(accept(new AuctionOpened("Vase", END, 10, Auction.STEP, "hall"))
                        .with(closeAt(END)));
        none.when(new OpenAuction("Vase", END, null, null))
                .then(accept(new AuctionOpened("Vase", END, 1, Auction.STEP, ""))
                        .with(closeAt(END)));
        open.by("bob").when(new OpenAuction("Mine", END, null, null)).thenRejected(Auction.AUCTION_EXISTS);
    }

    @Test
    void closesInTheFutureWithinThirtyDays() {
        none.when(new OpenAuction("Vase", NOW, null, null)).thenRejected(Auction.CLOSES_IN_THE_PAST);
        none.when(new OpenAuction("Vase", NOW.plus(Auction.LONGEST).plusSeconds(1), null, null))
                .thenRejected(Auction.CLOSES_TOO_LATE);
        none.when(new OpenAuction("Vase", NOW.plus(Auction.LONGEST), null, null))
                .then(accept(new AuctionOpened("Vase", NOW.plus(Auction.LONGEST), 1, Auction.STEP, ""))
                        .with(closeAt(NOW.plus(Auction.LONGEST))));
    }

    @Test
    void eachBidIsHigherByTheStep() {
        none.when(new PlaceBid(10)).thenRejected(Auction.NO_SUCH_AUCTION);
        open.by("bob").when(new PlaceBid(9)).thenRejected(Auction.BID_TOO_LOW);
        open.by("bob").when(new PlaceBid(10)).then(TEN);
        withBid.by("eve").when(new PlaceBid(14)).thenRejected(Auction.BID_TOO_LOW);
        withBid.by("eve").when(new PlaceBid(15)).then(new BidPlaced("eve", 15));
    }

    @Test
    void sellerDoesNotBid() {
        open.when(new PlaceBid(10)).thenRejected(Auction.OWN_AUCTION);
    }

    @Test
    void bidInTheLastMinuteMovesTheEnd() {
        Instant late = END.minusSeconds(20);
        Instant extended = late.plus(Auction.LAST_MINUTE);

        open.by("bob").at(END.minusSeconds(60)).when(new PlaceBid(10)).then(TEN);
        open.by("bob")
                .at(late)
                .when(new PlaceBid(10))
                .then(accept(TEN, new AuctionExtended(extended)).with(closeAt(extended)));
        withBid.given(new AuctionExtended(extended))
                .by("eve")
                .at(END)
                .when(new PlaceBid(15))
                .then(accept(new BidPlaced("eve", 15), new AuctionExtended(END.plusSeconds(60)))
                        .with(closeAt(END.plusSeconds(60))));
    }

    @Test
    void nobodyBidsAfterTheEnd() {
        open.by("bob").at(END).when(new PlaceBid(10)).thenRejected(Auction.AUCTION_OVER);
        open.given(new AuctionCancelled()).by("bob").when(new PlaceBid(10)).thenRejected(Auction.AUCTION_OVER);
    }

    @Test
    void sellerCancelsWhileThereIsNoBid() {
        none.when(new CancelAuction()).thenRejected(Auction.NO_SUCH_AUCTION);
        open.when(new CancelAuction()).then(accept(new AuctionCancelled()).with(Timer.cancel("close")));
        open.by("bob").when(new CancelAuction()).thenRejected(Auction.NOT_THE_SELLER);
        withBid.by("ann").when(new CancelAuction()).thenRejected(Auction.BIDS_PLACED);
        open.at(END).when(new CancelAuction()).thenRejected(Auction.AUCTION_OVER);
    }

    @Test
    void timerClosesItOnceAndNotBeforeTheEnd() {
        DeciderFixture<Auction> timer = withBid.by("timer:auction");

        timer.at(END).when(new CloseAuction()).then(new AuctionClosed("bob", 10, "hall"));
        open.by("timer:auction").at(END).when(new CloseAuction()).then(new AuctionClosed("", 0, "hall"));
        timer.given(new AuctionExtended(END.plusSeconds(60)))
                .at(END)
                .when(new CloseAuction())
                .then(accept().with(closeAt(END.plusSeconds(60))));
        timer.given(new AuctionClosed("bob", 10, "hall"))
                .at(END)
                .when(new CloseAuction())
                .then();
    }

    @Test
    void aForgottenBidderStillLeads() {
        open.by("bob").givenForgotten(TEN).by("eve").when(new PlaceBid(14)).thenRejected(Auction.BID_TOO_LOW);
    }

    @Test
    void theRoomIsToldHowItEnds() {
        ReactionFixture announce = ReactionFixture.of(AuctionDomain.ANNOUNCE, "auction/vase");

        announce.when(new AuctionClosed("bob", 10, "hall"))
                .thenSends("chat/hall", "post-message", post("The auction vase is over: sold for 10."));
        announce.when(new AuctionClosed("", 0, "hall"))
                .thenSends("chat/hall", "post-message", post("The auction vase is over: there was no bid."));
        announce.when(new AuctionClosed("bob", 10, "")).thenNothing();
    }

    private static AuctionDomain.Post post(String text) {
        return new AuctionDomain.Post(text);
    }

    private static Timer closeAt(Instant end) {
        return Timer.named("close").at(end).send(new CloseAuction());
    }
}
