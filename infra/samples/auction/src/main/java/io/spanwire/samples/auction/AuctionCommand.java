package io.spanwire.samples.auction;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The commands of an auction. Amounts are whole. */
sealed interface AuctionCommand {
    int MAX_TITLE = 100;
    long MAX_AMOUNT = 1_000_000_000;
    String ROOM = "^[A-Za-z0-9._~-]{1,128}$";

    /**
     * Opens an auction; the caller is its seller.
     *
     * @param startingBid the lowest first bid; 1 if it is missing
     * @param room of the chat, which is told how the auction ends, if it is given
     */
    record OpenAuction(
            @NotBlank @Size(max = MAX_TITLE) String title,
            @NotNull Instant closes,
            @Min(1) @Max(MAX_AMOUNT) @Nullable Long startingBid,
            @Pattern(regexp = ROOM) @Nullable String room)
            implements AuctionCommand {}

    record PlaceBid(@Min(1) @Max(MAX_AMOUNT) long amount) implements AuctionCommand {}

    /** The seller takes the auction back, while there is no bid. */
    record CancelAuction() implements AuctionCommand {}

    /** Sent by the auction's timer. */
    record CloseAuction() implements AuctionCommand {}
}
