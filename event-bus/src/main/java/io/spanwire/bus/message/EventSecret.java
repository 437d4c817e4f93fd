package io.spanwire.bus.message;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The random number of one event with personal data. Its key is derived from this and the key of its subject, so alone it
 * reveals nothing; destroying it makes the personal data of this one event unreadable. Immutable.
 */
public final class EventSecret {
    /** Its length. */
    public static final int BYTES = 16;

    private final byte[] bytes;

    /** @param bytes which the caller does not change from then on */
    public EventSecret(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("An event's secret has " + BYTES + " bytes");
        }
        this.bytes = bytes;
    }

    /** For reading only. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventSecret secret && Arrays.equals(bytes, secret.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "***";
    }
}
