package io.spanwire.bus.message;

import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place in the events of all streams: how far each partition was read, in one history. Users see its text only, which
 * they keep and send back. Immutable.
 */
public final class FeedToken {
    private static final int FORMAT = 2;

    private final UUID epoch;
    private final long[] positions;

    /** @param positions of the last event read, by partition; 0 for none. The caller does not change the array any more */
    public FeedToken(UUID epoch, long[] positions) {
        this.epoch = epoch;
        this.positions = positions;
    }

    /** @throws IllegalArgumentException when the text is no such token */
    public static FeedToken parse(String text) {
        OpaqueToken.Reader token = new OpaqueToken.Reader(FORMAT, text);
        UUID epoch = token.uuid();
        long[] positions = new long[Math.toIntExact(Math.min(token.number(), 1 << 14))];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = token.number();
        }
        if (token.hasMore()) {
            throw new IllegalArgumentException("A token is shorter");
        }
        return new FeedToken(epoch, positions);
    }

    /** Whether the text has the characters of a token, and the length of one. */
    public static boolean looksLikeOne(String text) {
        return text.length() >= 30 && text.length() <= 1 << 17 && text.matches("[A-Za-z0-9_-]+");
    }

    public UUID epoch() {
        return epoch;
    }

    /** The number of partitions. */
    public int partitions() {
        return positions.length;
    }

    /** A copy of the positions, by partition. */
    public long[] positions() {
        return positions.clone();
    }

    /** The token for users: letters, digits, {@code -} and {@code _}. */
    public String text() {
        OpaqueToken.Writer token = new OpaqueToken.Writer(FORMAT).uuid(epoch).number(positions.length);
        for (long position : positions) {
            token.number(position);
        }
        return token.text();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FeedToken token
                && epoch.equals(token.epoch)
                && Arrays.equals(positions, token.positions);
    }

    @Override
    public int hashCode() {
        return 31 * epoch.hashCode() + Arrays.hashCode(positions);
    }

    @Override
    public String toString() {
        return text();
    }
}
