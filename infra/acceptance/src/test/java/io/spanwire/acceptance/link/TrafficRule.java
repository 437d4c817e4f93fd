package io.spanwire.acceptance.link;

import java.time.Duration;

/** A rule for the traffic in one direction of a link. */
public sealed interface TrafficRule {

    /** Forwards everything at once. */
    record Forward() implements TrafficRule {}

    /** Delays each chunk by this time, one after the other. */
    record Delay(Duration time) implements TrafficRule {}

    /** Limits the bytes per second of each connection. */
    record Throttle(int bytesPerSecond) implements TrafficRule {}

    /** Holds everything until the rule changes, then forwards it: an outage after which TCP retransmits. */
    record Hold() implements TrafficRule {}

    /**
     * Drops everything, including the close of a connection. A connection of which something was dropped stays dead
     * under later rules, as behind a firewall that lost its state; new connections are not affected.
     */
    record BlackHole() implements TrafficRule {}

    /** Forwards this many more bytes, then resets the connection that sent the last of them. */
    record ResetAfter(long bytes) implements TrafficRule {}
}
