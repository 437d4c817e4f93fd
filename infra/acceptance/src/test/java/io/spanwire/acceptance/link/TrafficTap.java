package io.spanwire.acceptance.link;

import java.io.IOException;

/**
 * Inspects the bytes of one connection in both directions before they are forwarded, and decides about them. Called on
 * the direction's thread, which it blocks.
 */
public interface TrafficTap {

    /** Forward the first {@code forward} bytes, then reset the connection if {@code reset}. */
    record Decision(int forward, boolean reset) {
        public static Decision forwardAll(int length) {
            return new Decision(length, false);
        }

        public static Decision resetAfter(int bytes) {
            return new Decision(bytes, true);
        }
    }

    Decision inspect(Direction direction, byte[] bytes, int length) throws IOException;
}
