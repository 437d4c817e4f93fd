package io.spanwire.acceptance.link;

import java.time.Duration;

/** What happens to the bytes of one direction of a link. */
public sealed interface TrafficRule {

    /** They go on as they come. */
    record Free() implements TrafficRule {}

    /** Each piece goes on so much later, one after the other. */
    record Slow(Duration delay) implements TrafficRule {}

    /** So many bytes a second go on. */
    record Narrow(int bytesPerSecond) implements TrafficRule {}

    /** They wait, and go on when the passage is another: a network that was away and repeated what it lost. */
    record Held() implements TrafficRule {}

    /**
     * They are taken and never seen again, and neither is the end of a connection. A connection that lost something stays
     * lost when the passage is free again, as behind a firewall that forgot it; new ones are not.
     */
    record Lost() implements TrafficRule {}

    /** So many more bytes go on; then the connection that brought the last of them is reset. */
    record Cut(long bytes) implements TrafficRule {}
}
