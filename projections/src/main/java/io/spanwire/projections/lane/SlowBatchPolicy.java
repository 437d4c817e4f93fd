package io.spanwire.projections.lane;

import io.spanwire.projections.journal.DatabaseUnavailable;
import io.spanwire.projections.journal.StatementFailed;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The limit of a lane's tries of a batch that runs too long, and of its time between two polls.
 *
 * <h2>Always slow, or slow just now</h2>
 *
 * A statement may exceed the statement timeout because the whole database is slow, or because it always will. So the
 * batch is tried again as a whole, from a new connection, {@value #ATTEMPTS} times in a row. If a projection's
 * statement exceeded the timeout each time, each of the batch's commands gets its own transaction, where only its own
 * projection can be slow: the command whose projection exceeds the timeout again parks its stream, and the others
 * succeed. The tries are counted by place in the command log, for as long as the lane lives; a lane that takes the
 * partition over counts from zero.
 *
 * <p>Round trips that PostgreSQL does not answer in time also count towards separate transactions, since many
 * statements may be too much for one round trip without any being slow; but a silent database parks nothing. An
 * operator's order is tried together once: its stream is already parked. One thread.
 */
final class SlowBatchPolicy {
    static final int ATTEMPTS = 3;
    /** Well below the five minutes that Kafka allows a group member between its polls. */
    static final Duration MAX_POLL_GAP = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(SlowBatchPolicy.class);

    /**
     * Records of a partition that took too long together.
     *
     * @param tries how often
     * @param timeouts how often a projection's statement was the cause
     */
    private record Slow(long first, long last, int tries, int timeouts) {}

    private final Map<Integer, Slow> slow = new HashMap<>();
    private final Duration maxPollGap;

    /** @param maxPollGap how long a lane may decide what it polled before it polls again */
    SlowBatchPolicy(Duration maxPollGap) {
        this.maxPollGap = maxPollGap;
    }

    /** The parts in which to decide a polled batch. */
    List<Batch> parts(Batch polled) {
        return isExhausted(polled, Slow::tries) ? polled.singles() : polled.parts();
    }

    /**
     * Decides a part, or one command of an order.
     *
     * @throws DatabaseUnavailable also when a projection ran too long and must be tried again
     */
    CommittedBatch run(Batch part, BatchTransaction transaction) {
        try {
            return isExhausted(part, Slow::tries)
                    ? transaction.runSingle(part, isExhausted(part, Slow::timeouts))
                    : transaction.run(part);
        } catch (StatementFailed failed) {
            if (!failed.timedOut()) {
                throw failed;
            }
            count(part, 1);
            throw new DatabaseUnavailable(failed.reason(), failed);
        } catch (DatabaseUnavailable unavailable) {
            if (unavailable.isTimeout()) {
                count(part, 0);
            }
            throw unavailable;
        }
    }

    /**
     * Whether the lane must poll before it decides more; {@code polled} is the {@link System#nanoTime} of its last
     * poll.
     */
    boolean isPollDue(long polled) {
        return System.nanoTime() - polled >= maxPollGap.toNanos();
    }

    private boolean isExhausted(Batch part, ToIntFunction<Slow> counter) {
        int maxTries = part.order().isPresent() ? 1 : ATTEMPTS;
        return part.firstOffsets().entrySet().stream()
                .flatMap(first -> counted(first.getKey(), first.getValue()).stream())
                .anyMatch(counted -> counter.applyAsInt(counted) >= maxTries);
    }

    private Optional<Slow> counted(int partition, long offset) {
        return Optional.ofNullable(slow.get(partition))
                .filter(counted -> counted.first() <= offset && offset <= counted.last());
    }

    private void count(Batch part, int timeouts) {
        Map<Integer, Long> lasts = part.lastOffsets();
        part.firstOffsets().forEach((partition, first) -> {
            Slow before = counted(partition, first).orElse(new Slow(first, first, 0, 0));
            Slow now = new Slow(
                    first,
                    Math.max(before.last(), lasts.getOrDefault(partition, first)),
                    before.tries() + 1,
                    before.timeouts() + timeouts);
            slow.put(partition, now);
            LOG.warn(
                    "batch too slow partition={} from={} to={} tries={} timeouts={}",
                    partition,
                    now.first(),
                    now.last(),
                    now.tries(),
                    now.timeouts());
        });
    }
}
