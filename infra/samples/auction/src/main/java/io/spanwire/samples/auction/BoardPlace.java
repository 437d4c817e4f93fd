package io.spanwire.samples.auction;

import java.time.Instant;
import java.util.Locale;

/** The order of the board, as texts to sort by: open auctions, the first to close first, then the others, the last first. */
final class BoardPlace {
    private static final long FAR = 1_000_000_000_000L;

    private BoardPlace() {}

    static String open(Instant closes, String auction) {
        return place(1, closes.getEpochSecond(), auction);
    }

    static String over(Instant ended, String auction) {
        return place(2, FAR - ended.getEpochSecond(), auction);
    }

    private static String place(int group, long order, String auction) {
        return String.format(Locale.ROOT, "%d %012d %s", group, order, auction);
    }
}
