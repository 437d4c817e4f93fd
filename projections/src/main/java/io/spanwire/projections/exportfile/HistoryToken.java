package io.spanwire.projections.exportfile;

import io.spanwire.bus.message.OpaqueToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * How far an export went: the last exported position of each partition, and what outcomes without events there were.
 * Its text is opaque to users: base64url of a format number, the epoch, the other numbers with variable length
 * (LEB128), and a CRC-32 that tells a damaged text.
 *
 * @param epoch of the history that the positions belong to
 * @param outcomesFrom a time in whole seconds, which divides the outcomes without events into older and recent ones
 * @param outcomesBefore number of the older ones
 * @param positions by partition
 */
public record HistoryToken(UUID epoch, Instant outcomesFrom, long outcomesBefore, List<Long> positions) {
    private static final int FORMAT = 1;

    public HistoryToken {
        positions = List.copyOf(positions);
    }

    /** The position of a history's beginning. */
    public static HistoryToken beginning(UUID epoch, int partitions) {
        return new HistoryToken(epoch, Instant.EPOCH, 0, Collections.nCopies(partitions, 0L));
    }

    /** @throws IllegalArgumentException when the text is no token */
    public static HistoryToken parse(String text) {
        OpaqueToken.Reader token = new OpaqueToken.Reader(FORMAT, text);
        UUID epoch = token.uuid();
        Instant from = Instant.ofEpochSecond(token.number());
        long before = token.number();
        List<Long> positions = new ArrayList<>();
        while (token.hasMore()) {
            positions.add(token.number());
        }
        return new HistoryToken(epoch, from, before, positions);
    }

    /** The token for users: letters, digits, {@code -} and {@code _}. */
    public String text() {
        OpaqueToken.Writer token = new OpaqueToken.Writer(FORMAT)
                .uuid(epoch)
                .number(Math.max(0, outcomesFrom.getEpochSecond()))
                .number(outcomesBefore);
        positions.forEach(token::number);
        return token.text();
    }
}
