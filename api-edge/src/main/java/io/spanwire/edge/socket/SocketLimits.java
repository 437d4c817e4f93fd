package io.spanwire.edge.socket;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The limits on open sockets, of this node and of each caller. Thread-safe. */
final class SocketLimits {
    private final int max;
    private final int maxPerCaller;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<String, Integer> byCaller = new ConcurrentHashMap<>();

    SocketLimits(int max, int maxPerCaller) {
        this.max = max;
        this.maxPerCaller = maxPerCaller;
    }

    /** @throws ProblemException unavailable at the node's limit, too-many-requests at the caller's */
    void acquire(String caller) {
        if (open.incrementAndGet() > max) {
            open.decrementAndGet();
            throw new ProblemException(
                    Problems.UNAVAILABLE.because("This server has reached its maximum number of sockets."));
        }
        if (byCaller.merge(caller, 1, Integer::sum) > maxPerCaller) {
            release(caller);
            throw new ProblemException(Problems.TOO_MANY_REQUESTS.because(
                    "You have reached the maximum number of sockets of one caller."));
        }
    }

    void release(String caller) {
        byCaller.computeIfPresent(caller, (same, sockets) -> sockets == 1 ? null : sockets - 1);
        open.decrementAndGet();
    }
}
