package io.spanwire.projections.lane;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.fold.StreamState;
import io.spanwire.bus.message.Command;
import io.spanwire.projections.decide.CommandDecider;
import io.spanwire.projections.decide.DecidedCommand;
import io.spanwire.projections.decide.OutgoingCommands;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decisions, and how long each takes: a lane decides one after the other, so a decider that waits or searches for long delays
 * every other stream. A slow one is logged and counted. One that exceeds the limit twice in a row, which a pause of the whole
 * process does not, is not used: its stream is to be parked. One thread.
 */
final class TimedDecider {
    static final Duration SLOW = Duration.ofMillis(250);
    static final Duration LIMIT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(TimedDecider.class);
    /** How long a command that exceeded the limit is not tried again: a batch can be run several times until it is committed. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private static final int MAX_REMEMBERED = 1_000;

    private final OutgoingCommands outgoing;
    private final LongSupplier nanoTime;
    private final LongConsumer slow;
    private final Map<UUID, Long> exceeded = new HashMap<>();

    /** @param slow takes the nanoseconds of each slow decision */
    TimedDecider(Domains domains, LongSupplier nanoTime, LongConsumer slow) {
        this.outgoing = new OutgoingCommands(domains);
        this.nanoTime = nanoTime;
        this.slow = slow;
    }

    /** The decision; empty when it takes too long. */
    Optional<DecidedCommand> decide(Command command, StreamState<?> stream) {
        long start = nanoTime.getAsLong();
        if (!exceeded.isEmpty() && hasExceeded(command.id(), start)) {
            return Optional.empty();
        }
        DecidedCommand decided = CommandDecider.decide(command, stream, outgoing);
        long end = nanoTime.getAsLong();
        if (end - start < SLOW.toNanos()) {
            return Optional.of(decided);
        }
        report(command, end - start);
        return end - start < LIMIT.toNanos() ? Optional.of(decided) : again(command, stream, end);
    }

    private Optional<DecidedCommand> again(Command command, StreamState<?> stream, long start) {
        DecidedCommand decided = CommandDecider.decide(command, stream, outgoing);
        long end = nanoTime.getAsLong();
        if (end - start < LIMIT.toNanos()) {
            return Optional.of(decided);
        }
        report(command, end - start);
        if (exceeded.size() >= MAX_REMEMBERED) {
            exceeded.clear();
        }
        exceeded.put(command.id(), end + REMEMBERED.toNanos());
        return Optional.empty();
    }

    private boolean hasExceeded(UUID command, long now) {
        exceeded.values().removeIf(until -> until - now < 0);
        return exceeded.containsKey(command);
    }

    private void report(Command command, long nanos) {
        slow.accept(nanos);
        LOG.warn(
                "decider is slow command={} type={} stream={} millis={}",
                command.id(),
                command.name(),
                command.stream(),
                Duration.ofNanos(nanos).toMillis());
    }
}
