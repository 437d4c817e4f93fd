package io.spanwire.bench.load;

import io.vertx.core.buffer.Buffer;

/**
 * The body of a post, with a fixed size in bytes: a chat message whose text begins with the number of the operation, so
 * that a subscriber can match an event to its post.
 */
public final class Payload {
    private static final String PREFIX = "{\"text\":\"";
    private static final String SUFFIX = "\"}";
    private static final int DIGITS = 10;
    private static final byte[] TEXT_FIELD = {'t', 'e', 'x', 't', '"', ':', '"'};

    private final int bytes;
    private final String filler;

    public Payload(int bytes) {
        this.bytes = bytes;
        this.filler = "x".repeat(bytes - PREFIX.length() - SUFFIX.length() - DIGITS);
    }

    /** A payload that is larger by the given bytes. */
    public Payload plus(int more) {
        return new Payload(bytes + more);
    }

    public String json(long number) {
        String digits = Long.toString(number);
        return PREFIX + "0".repeat(DIGITS - digits.length()) + digits + filler + SUFFIX;
    }

    /** The operation number in an event or a posted body; -1 if there is none. */
    public static long number(Buffer frame) {
        int last = frame.length() - TEXT_FIELD.length - DIGITS;
        for (int at = 0; at <= last; at++) {
            if (isTextField(frame, at)) {
                return digits(frame, at + TEXT_FIELD.length);
            }
        }
        return -1;
    }

    private static boolean isTextField(Buffer frame, int at) {
        for (int i = 0; i < TEXT_FIELD.length; i++) {
            if (frame.getByte(at + i) != TEXT_FIELD[i]) {
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
