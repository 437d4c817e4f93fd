package io.spanwire.acceptance.link;

import java.io.IOException;

/**
 * Sees the bytes of one connection before they go on, both directions, and may do something about it. Called on the thread of
 * the direction; while it works, that direction waits.
 */
public interface TrafficTap {

    /** What made of it: so many of these bytes go on, and then the connection is reset if {@code reset}. */
    record Seen(int forward, boolean reset) {
        public static Seen all(int length) {
            return new Seen(length, false);
        }

        public static Seen resetAfter(int bytes) {
            return new Seen(bytes, true);
        }
    }

    Seen see(Direction direction, byte[] bytes, int length) throws IOException;
}
