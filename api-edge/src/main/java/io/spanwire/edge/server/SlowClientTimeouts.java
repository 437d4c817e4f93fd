package io.spanwire.edge.server;

import java.time.Duration;

/**
 * How slow a client may be.
 *
 * @param first within which the TLS handshake is done and the first request has begun
 * @param head from a request's first byte to the end of its headers
 * @param body from there to the end of its body
 * @param stall after which a client must have taken {@link #STALL_BYTES_PER_SECOND}, while answers wait for it
 */
public record SlowClientTimeouts(Duration first, Duration head, Duration body, Duration stall) {
    static final long STALL_BYTES_PER_SECOND = 1024;
}
