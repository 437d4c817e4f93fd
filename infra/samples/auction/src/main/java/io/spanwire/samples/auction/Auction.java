package io.spanwire.samples.auction;

import static io.spanwire.bus.domain.Decision.accept;
import static io.spanwire.bus.domain.Decision.reject;

import io.spanwire.bus.domain.Context;
import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.Timer;
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
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * The state of an auction for its decisions. Its bids are left to the read model, but for the highest. Immutable.
 *
 * @param seller the subject that opened it; empty before
 * @param closes when its timer closes it, in whole seconds
 * @param minimum the lowest amount that the next bid may have
 * @param leader the subject with the highest bid; empty without a bid
 * @param highest the highest bid; 0 without a bid
 * @param room of the chat, which is told how it ends; empty for none
 * @param over whether it was closed or cancelled
 */
record Auction(
        String seller,
        Instant closes,
        long minimum,
        long step,
        String leader,
        long highest,
        String room,
        boolean over) {
    static final Auction NONE = new Auction("", Instant.EPOCH, 0, 0, "", 0, "", false);
    static final long STEP = 5;
    static final Duration LONGEST = Duration.ofDays(30);
    static final Duration LAST_MINUTE = Duration.ofMinutes(1);

    static final String AUCTION_EXISTS = "auction-exists";
    static final String NO_SUCH_AUCTION = "no-such-auction";
    static final String CLOSES_IN_THE_PAST = "closes-in-the-past";
    static final String CLOSES_TOO_LATE = "closes-too-late";
    static final String AUCTION_OVER = "auction-over";
    static final String OWN_AUCTION = "own-auction";
    static final String BID_TOO_LOW = "bid-too-low";
    static final String NOT_THE_SELLER = "not-the-seller";
    static final String BIDS_PLACED = "bids-placed";

    Decision open(OpenAuction open, Context context) {
        Instant end = open.closes().truncatedTo(ChronoUnit.SECONDS);
        if (exists()) {
            return reject(AUCTION_EXISTS, "There is an auction with this name already.");
        }
        if (!end.isAfter(context.at())) {
            return reject(CLOSES_IN_THE_PAST, "An auction closes in the future.");
        }
        if (end.isAfter(context.at().plus(LONGEST))) {
            return reject(CLOSES_TOO_LATE, "An auction takes at most " + LONGEST.toDays() + " days.");
        }
        long startingBid = Objects.requireNonNullElse(open.startingBid(), 1L);
        String room = Objects.requireNonNullElse(open.room(), "");
        return accept(new AuctionOpened(open.title(), end, startingBid, STEP, room))
                .with(closeAt(end));
    }

    Decision bid(PlaceBid bid, Context context) {
        if (!exists()) {
            return noSuchAuction();
        }
        if (isOverAt(context.at())) {
            return auctionOver();
        }
        if (isSeller(context)) {
            return reject(OWN_AUCTION, "You cannot bid in your own auction.");
        }
        if (bid.amount() < minimum) {
            return reject(BID_TOO_LOW, "Bid at least " + minimum + '.');
        }
        return placed(new BidPlaced(context.caller().name(), bid.amount()), context.at());
    }

    /** After a bid in the last minute there is a minute for another: the timer is moved. */
    private Decision placed(BidPlaced bid, Instant at) {
        Instant extended = at.plus(LAST_MINUTE).truncatedTo(ChronoUnit.SECONDS);
        return extended.isAfter(closes)
                ? accept(bid, new AuctionExtended(extended)).with(closeAt(extended))
                : accept(bid);
    }

    Decision cancel(CancelAuction cancel, Context context) {
        if (!exists()) {
            return noSuchAuction();
        }
        if (!isSeller(context)) {
            return reject(NOT_THE_SELLER, "Only the seller can cancel the auction.");
        }
        if (isOverAt(context.at())) {
            return auctionOver();
        }
        return leader.isEmpty()
                ? accept(new AuctionCancelled()).with(Timer.cancel("close"))
                : reject(BIDS_PLACED, "There is a bid already.");
    }

    /** The command may have been on the way when a bid moved the end, or the seller cancelled. */
    Decision close(CloseAuction close, Context context) {
        if (over) {
            return accept();
        }
        return context.at().isBefore(closes)
                ? accept().with(closeAt(closes))
                : accept(new AuctionClosed(leader, highest, room));
    }

    private static Timer closeAt(Instant end) {
        return Timer.named("close").at(end).send(new CloseAuction());
    }

    Auction opened(RecordedEvent<AuctionOpened> event) {
        AuctionOpened opened = event.data();
        return new Auction(
                event.actor(),
                opened.closes(),
                opened.startingBid(),
                opened.step(),
                leader,
                highest,
                opened.room(),
                over);
    }

    Auction bidPlaced(RecordedEvent<BidPlaced> event) {
        long amount = event.data().amount();
        return new Auction(seller, closes, amount + step, step, event.actor(), amount, room, over);
    }

    Auction extended(RecordedEvent<AuctionExtended> event) {
        return new Auction(seller, event.data().closes(), minimum, step, leader, highest, room, over);
    }

    Auction closed(RecordedEvent<AuctionClosed> event) {
        return ended();
    }

    Auction cancelled(RecordedEvent<AuctionCancelled> event) {
        return ended();
    }

    private Auction ended() {
        return new Auction(seller, closes, minimum, step, leader, highest, room, true);
    }

    private boolean exists() {
        return !seller.isEmpty();
    }

    private boolean isOverAt(Instant time) {
        return over || !time.isBefore(closes);
    }

    private boolean isSeller(Context context) {
        return seller.equals(context.caller().subject());
    }

    private static Decision noSuchAuction() {
        return reject(NO_SUCH_AUCTION, "Somebody must open the auction first.");
    }

    private static Decision auctionOver() {
        return reject(AUCTION_OVER, "The auction is over.");
    }
}
