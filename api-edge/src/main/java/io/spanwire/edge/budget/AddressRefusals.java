package io.spanwire.edge.budget;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.edge.budget.Limit.Scope;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The refusals of one client address: each is counted, and the first in a minute of each limit is reported. Thread-safe. */
final class AddressRefusals {
    private static final long INTERVAL = TimeUnit.MINUTES.toNanos(1);

    private final String network;
    private final Refusals refusals;
    /** By limit, when the next refusal is to be reported. */
    private final Map<Limit, AtomicLong> due = new EnumMap<>(Limit.class);

    AddressRefusals(String network, Refusals refusals, long now) {
        this.network = network;
        this.refusals = refusals;
        for (Limit limit : Limit.values()) {
            due.put(limit, new AtomicLong(now));
        }
    }

    void count(Limit limit, long now) {
        refusals.count(limit, Scope.ADDRESS);
        report(limit, now);
    }

    ProblemException full(Limit limit) {
        report(limit, System.nanoTime());
        return refusals.full(limit, Scope.ADDRESS);
    }

    ProblemException tooFast(Limit limit, long waitNanos) {
        report(limit, System.nanoTime());
        return refusals.tooFast(limit, Scope.ADDRESS, waitNanos);
    }

    private void report(Limit limit, long now) {
        AtomicLong next = Objects.requireNonNull(due.get(limit));
        long time = next.get();
        if (now - time >= 0 && next.compareAndSet(time, now + INTERVAL)) {
            refusals.report(network, limit);
        }
    }
}
