package io.spanwire.bench.load;

import io.vertx.core.buffer.Buffer;
import java.util.Locale;

/**
 * The body of a post, of a fixed size in bytes: a chat message whose text begins with the number of the operation, so
 * that whoever sees the event knows which post it came from.
 */
public final class Payload {
    private static final String BEFORE = "{\"text\":\"";
    private static final String AFTER = "\"}";
    private static final int DIGITS = 10;
    private static final byte[] MARK = {'t', 'e', 'x', 't', '"', ':', '"'};

    private final String filler;

    public Payload(int bytes) {
        this.filler = "x".repeat(bytes - BEFORE.length() - AFTER.length() - DIGITS);
    }

    public String json(long number) {
        return BEFORE + String.format(Locale.ROOT, "%0" + DIGITS + "d", number) + filler + AFTER;
    }

    /** The number in an event or in a body as posted; -1 when there is none. */
    public static long number(Buffer frame) {
        int last = frame.length() - MARK.length - DIGITS;
        for (int at = 0; at <= last; at++) {
            if (isMark(frame, at)) {
                return digits(frame, at + MARK.length);
            }
        }
        return -1;
    }

    private static boolean isMark(Buffer frame, int at) {
        for (int i = 0; i < MARK.length; i++) {
            if (frame.getByte(at + i) != MARK[i]) {
                return false;
            }
        }
        return true;
    }

    private static long digits(Buffer frame, int at) {
        long number = 0;
        for (int i = at; i < at + DIGITS; i++) {
            number = number * 10 + (frame.getByte(i) - '0');
        }
        return number;
    }
}
