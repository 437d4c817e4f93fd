package io.spanwire.edge.socket;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many sockets this node and each caller hold. Thread-safe. */
final class SocketLimits {
    private final int most;
    private final int maxPerCaller;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<String, Integer> byCaller = new ConcurrentHashMap<>();

    SocketLimits(int most, int maxPerCaller) {
        this.most = most;
        this.maxPerCaller = maxPerCaller;
    }

    /**
     * Counts a socket in.
     *
     * @throws ProblemException unavailable when the node is full, too-many-requests when the caller has enough
     */
    void enter(String caller) {
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            throw new ProblemException(Problems.UNAVAILABLE.because("This server holds as many sockets as it can."));
        }
        if (byCaller.merge(caller, 1, Integer::sum) > maxPerCaller) {
            leave(caller);
            throw new ProblemException(
                    Problems.TOO_MANY_REQUESTS.because("You hold as many sockets as one caller may."));
        }
    }

    void leave(String caller) {
        byCaller.computeIfPresent(caller, (same, sockets) -> sockets == 1 ? null : sockets - 1);
        open.decrementAndGet();
    }
}
