package io.spanwire.edge.command;

import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.edge.http.CoarseTimer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The waiters for outcomes by command; several may wait for one. Their number and time are bounded. Thread-safe. */
public final class OutcomeWaiters {
    private final int max;
    private final CoarseTimer timer;
    private final AtomicInteger size = new AtomicInteger();
    private final ConcurrentHashMap<UUID, List<Waiter>> byCommand = new ConcurrentHashMap<>();

    public OutcomeWaiters(int max, CoarseTimer timer) {
        this.max = max;
        this.timer = timer;
    }

    /** A request that waits for an outcome. Completed once, on its event loop; later completions are ignored. */
    record Waiter(UUID command, Context context, Promise<Optional<Outcome>> promise, CoarseTimer.Wait expiry) {
        /** The outcome, or empty when it did not come in time. */
        Future<Optional<Outcome>> outcome() {
            return promise.future();
        }

        /** On the waiter's event loop only. */
        void complete(Optional<Outcome> outcome) {
            promise.tryComplete(outcome);
        }

        /** On the waiter's event loop only. */
        void fail(Throwable failure) {
            promise.tryFail(failure);
        }

        /** Fails if the stage does. Its success takes no turn of the event loop: the outcome comes next. */
        void failWith(CompletionStage<?> stage) {
            var unused = stage.whenComplete((done, failure) -> {
                if (failure != null) {
                    context.runOnContext(now -> fail(failure));
                }
            });
        }
    }

    public boolean isAwaited(UUID command) {
        return byCommand.containsKey(command);
    }

    /**
     * Completes all waiters for an outcome, each on its own event loop. Call it on any thread.
     *
     * @return whether there were any
     */
    public boolean complete(Outcome outcome) {
        List<Waiter> waiting = byCommand.getOrDefault(outcome.command(), List.of());
        waiting.forEach(waiter -> waiter.context().runOnContext(now -> waiter.complete(Optional.of(outcome))));
        return !waiting.isEmpty();
    }

    /** The number of waiters. */
    public int size() {
        return size.get();
    }

    /**
     * Adds a waiter, whose outcome is empty after the timeout.
     *
     * @throws ProblemException unavailable, when there are too many
     */
    Waiter add(UUID command, Context context, Duration timeout) {
        if (size.incrementAndGet() > max) {
            size.decrementAndGet();
            throw new ProblemException(Problems.UNAVAILABLE);
        }
        Promise<Optional<Outcome>> promise = Promise.promise();
        CoarseTimer.Wait expiry = timer.start(timeout, context, () -> promise.tryComplete(Optional.empty()));
        Waiter waiter = new Waiter(command, context, promise, expiry);
        byCommand.merge(command, List.of(waiter), (some, more) -> Stream.concat(some.stream(), more.stream())
                .toList());
        return waiter;
    }

    void remove(Waiter waiter) {
        waiter.expiry().cancel();
        byCommand.computeIfPresent(waiter.command(), (command, waiting) -> without(waiting, waiter));
        size.decrementAndGet();
    }

    private static @Nullable List<Waiter> without(List<Waiter> waiting, Waiter waiter) {
        List<Waiter> others =
                waiting.stream().filter(other -> !other.equals(waiter)).toList();
        return others.isEmpty() ? null : others;
    }
}
