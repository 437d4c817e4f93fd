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
public final class Waiters {
    private final int most;
    private final AtomicInteger size = new AtomicInteger();
    private final ConcurrentHashMap<UUID, List<Waiter>> byCommand = new ConcurrentHashMap<>();

    public Waiters(int most) {
        this.most = most;
    }

    /** Whether anyone waits for this command. */
    public boolean awaits(UUID command) {
        return byCommand.containsKey(command);
    }

    /** Hands an outcome to all who wait for it, each on its own event loop. Called on any thread. */
    public void decided(Outcome outcome) {
        @Nullable List<Waiter> waiting = byCommand.get(outcome.command());
        if (waiting != null) {
            waiting.forEach(waiter -> waiter.later(() -> waiter.settle(Optional.of(outcome))));
        }
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
    Waiter add(UUID command, Context context) {
        if (size.incrementAndGet() > most) {
            size.decrementAndGet();
            throw new ProblemException(Problems.UNAVAILABLE);
        }
        Waiter waiter = new Waiter(command, context);
        byCommand.merge(command, List.of(waiter), Waiters::joined);
        return waiter;
    }

    void remove(Waiter waiter) {
        byCommand.computeIfPresent(waiter.command(), (command, waiting) -> without(waiting, waiter));
        size.decrementAndGet();
    }

    private static List<Waiter> joined(List<Waiter> some, List<Waiter> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static @Nullable List<Waiter> without(List<Waiter> waiting, Waiter waiter) {
        List<Waiter> left =
                waiting.stream().filter(other -> !other.equals(waiter)).toList();
        return left.isEmpty() ? null : left;
    }
}
