package io.spanwire.projections.reaction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.spanwire.bus.domain.Reaction;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The metrics of the reactions and timers of a process's partitions. From any thread. */
final class ReactionMetrics {
    private final Map<String, Of> reactions = new ConcurrentHashMap<>();
    private final AtomicLong waitingTimers = new AtomicLong();
    private final Timer lateness;

    private record Of(AtomicLong lag, AtomicLong parked, Counter failures, Counter commands) {}

    ReactionMetrics(MeterRegistry registry, Collection<Reaction> known) {
        known.forEach(reaction -> reactions.put(reaction.name(), of(registry, reaction.name())));
        lateness = Timer.builder("spanwire.timer.lateness")
                .description("Time from when a timer was due until Kafka had its command")
                .publishPercentileHistogram()
                .register(registry);
        Gauge.builder("spanwire.timers.waiting", waitingTimers, AtomicLong::doubleValue)
                .description("Timers of this process's partitions that wait for their time")
                .register(registry);
    }

    private static Of of(MeterRegistry registry, String name) {
        AtomicLong lag = new AtomicLong();
        AtomicLong parked = new AtomicLong();
        Gauge.builder("spanwire.reaction.lag", lag, AtomicLong::doubleValue)
                .description("Events of this process's partitions that the reaction has yet to see")
                .tag("reaction", name)
                .register(registry);
        Gauge.builder("spanwire.reaction.parked", parked, AtomicLong::doubleValue)
                .description("Streams of this process's partitions whose events wait for the reaction")
                .tag("reaction", name)
                .register(registry);
        return new Of(
                lag,
                parked,
                Counter.builder("spanwire.reaction.failures")
                        .description("Events at which the reaction has failed")
                        .tag("reaction", name)
                        .register(registry),
                Counter.builder("spanwire.reaction.commands")
                        .description("Commands that the reaction has sent, repeats included")
                        .tag("reaction", name)
                        .register(registry));
    }

    void lag(String reaction, long events) {
        find(reaction, of -> of.lag().set(events));
    }

    void parked(String reaction, long streams) {
        find(reaction, of -> of.parked().set(streams));
    }

    void failed(String reaction) {
        find(reaction, of -> of.failures().increment());
    }

    void sent(String reaction, int commands) {
        find(reaction, of -> of.commands().increment(commands));
    }

    void timerSent(Duration late) {
        lateness.record(late.isNegative() ? Duration.ZERO : late);
    }

    void timersWaiting(long timers) {
        waitingTimers.set(timers);
    }

    private void find(String reaction, Consumer<Of> change) {
        @Nullable Of found = reactions.get(reaction);
        if (found != null) {
            change.accept(found);
        }
    }
}
