package io.spanwire.edge.command;

import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.vertx.core.Context;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who waits for which command's outcome; several may wait for one. Bounded. Thread-safe. */
public final class OutcomeWaiters {
    private final int most;
    private final AtomicInteger size = new AtomicInteger();
    private final ConcurrentHashMap<UUID, List<OutcomeWaiter>> byCommand = new ConcurrentHashMap<>();

    public OutcomeWaiters(int most) {
        this.most = most;
    }

    /** Whether anyone waits for this command. */
    public boolean awaits(UUID command) {
        return byCommand.containsKey(command);
    }

    /** Hands an outcome to all who wait for it, each on its own event loop; whether there were any. Called on any thread. */
    public boolean decided(Outcome outcome) {
        @Nullable List<OutcomeWaiter> waiting = byCommand.get(outcome.command());
        if (waiting != null) {
            waiting.forEach(waiter -> waiter.later(() -> waiter.settle(Optional.of(outcome))));
        }
        return waiting != null;
    }

    /** How many wait. */
    public int size() {
        return size.get();
    }

    /**
     * Takes one more who waits.
     *
     * @throws ProblemException unavailable, when too many wait already
     */
    OutcomeWaiter add(UUID command, Context context) {
        if (size.incrementAndGet() > most) {
            size.decrementAndGet();
            throw new ProblemException(Problems.UNAVAILABLE);
        }
        OutcomeWaiter waiter = new OutcomeWaiter(command, context);
        byCommand.merge(command, List.of(waiter), OutcomeWaiters::joined);
        return waiter;
    }

    void remove(OutcomeWaiter waiter) {
        byCommand.computeIfPresent(waiter.command(), (command, waiting) -> without(waiting, waiter));
        size.decrementAndGet();
    }

    private static List<OutcomeWaiter> joined(List<OutcomeWaiter> some, List<OutcomeWaiter> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static @Nullable List<OutcomeWaiter> without(List<OutcomeWaiter> waiting, OutcomeWaiter waiter) {
        List<OutcomeWaiter> left =
                waiting.stream().filter(other -> !other.equals(waiter)).toList();
        return left.isEmpty() ? null : left;
    }
}
