package io.spanwire.samples.auction;

import io.spanwire.bus.domain.Personal;
import java.time.Instant;

/** The events of an auction. The actor of its opening is the seller, that of a bid the bidder. */
sealed interface AuctionEvent {
    /**
     * An auction was opened.
     *
     * @param step by how much each bid must be higher than the one before
     * @param room of the chat, which is told how the auction ends; empty for none
     */
    record AuctionOpened(String title, Instant closes, long startingBid, long step, String room)
            implements AuctionEvent {}

    /** The name is the bidder's display name at that time. */
    record BidPlaced(@Personal String name, long amount) implements AuctionEvent {}

    /** A bid in the last minute has moved the end. */
    record AuctionExtended(Instant closes) implements AuctionEvent {}

    /** The time is over. The winner is empty, and the amount 0, if there was no bid. */
    record AuctionClosed(String winner, long amount, String room) implements AuctionEvent {}

    record AuctionCancelled() implements AuctionEvent {}
}
