package io.spanwire.bus.archive;

import io.spanwire.bus.message.EventSecret;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of a page's events: {@value EventSecret#BYTES} bytes each, zeros where there is none. Stored beside the
 * compressed page, so that one can be destroyed without writing the page again. Immutable.
 */
final class PageSecrets {
    static final PageSecrets NONE = new PageSecrets(null);

    private static final byte[] DESTROYED = new byte[EventSecret.BYTES];

    private final byte @Nullable [] bytes;

    PageSecrets(byte @Nullable [] bytes) {
        this.bytes = bytes;
    }

    @Nullable
    EventSecret get(int event) {
        int from = event * EventSecret.BYTES;
        if (bytes == null || from + EventSecret.BYTES > bytes.length) {
            return null;
        }
        byte[] secret = Arrays.copyOfRange(bytes, from, from + EventSecret.BYTES);
        return Arrays.equals(secret, DESTROYED) ? null : new EventSecret(secret);
    }
}
