package io.spanwire.edge.budget;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.edge.budget.Limit.Scope;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The limits on open sockets or feeds: of this node, of each address and of each caller. Thread-safe. */
public final class OpenLimit {
    private final Limit limit;
    private final int max;
    private final int maxPerCaller;
    private final Refusals refusals;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<String, Integer> byCaller = new ConcurrentHashMap<>();

    /** @param limit sockets or feeds */
    public OpenLimit(Limit limit, int max, int maxPerCaller, Refusals refusals) {
        this.limit = limit;
        this.max = max;
        this.maxPerCaller = maxPerCaller;
        this.refusals = refusals;
    }

    /** @throws ProblemException unavailable at the node's limit, too-many-requests at the address's or caller's */
    public void acquire(ClientBudget budget, String caller) {
        if (open.incrementAndGet() > max) {
            open.decrementAndGet();
            throw refusals.full(limit, Scope.NODE);
        }
        if (byCaller.merge(caller, 1, Integer::sum) > maxPerCaller) {
            releaseCaller(caller);
            throw refusals.full(limit, Scope.CALLER);
        }
        try {
            budget.open(limit);
        } catch (ProblemException full) {
            releaseCaller(caller);
            throw full;
        }
    }

    /** Ends what {@link #acquire} began. */
    public void release(ClientBudget budget, String caller) {
        budget.close(limit);
        releaseCaller(caller);
    }

    private void releaseCaller(String caller) {
        byCaller.computeIfPresent(caller, (same, count) -> count == 1 ? null : count - 1);
        open.decrementAndGet();
    }
}
