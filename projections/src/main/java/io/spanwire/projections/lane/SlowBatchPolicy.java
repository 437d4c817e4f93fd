package io.spanwire.projections.lane;

import io.spanwire.projections.journal.DatabaseUnavailable;
import io.spanwire.projections.journal.StatementFailed;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often a lane tries what runs too long, before it holds a projection to be at fault; and how long without a poll.
 *
 * <h2>Slow for good, or just now</h2>
 *
 * A statement that runs into its time limit may be slow because everything is, or because it always will be. So it is tried
 * again as a whole, from a new connection, {@value #ATTEMPTS} times in a row. If a projection's statement was too slow each
 * time, the commands concerned go each into a transaction of its own, where nothing else can be what takes so long: the one
 * whose projection runs too long again parks its stream, and the others go through. What was too slow is remembered by its
 * place in the command log, so it counts for that place only, and is behind the lane as soon as that is. It is remembered
 * while the lane lives; a lane that takes the partition over begins to count anew.
 *
 * <p>Waves that were not answered in time count for going apart as well, since many statements may be too much for one wave
 * without any being too slow; but a database that is silent parks nothing. An order of an operator is tried together once:
 * its stream is parked already. One thread.
 */
final class SlowBatchPolicy {
    static final int ATTEMPTS = 3;
    /** Well below what Kafka allows a member between its polls, five minutes. */
    static final Duration UNPOLLED = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(SlowBatchPolicy.class);

    /**
     * Commands of a partition that took too long together.
     *
     * @param tries how often
     * @param timeouts how often it was a projection's statement
     */
    private record Slow(long first, long last, int tries, int timeouts) {
        boolean has(long offset) {
            return first <= offset && offset <= last;
        }
    }

    private final Map<Integer, Slow> slow = new HashMap<>();
    private final Duration unpolled;

    /**
     * Of one lane.
     *
     * @param unpolled how long it may decide what it polled before it polls again
     */
    SlowBatchPolicy(Duration unpolled) {
        this.unpolled = unpolled;
    }

    /** What was polled, in the parts it is to be done in. */
    List<Batch> parts(Batch polled) {
        return apart(polled) ? polled.singles() : polled.parts();
    }

    /**
     * Decides a part, or one command of an order.
     *
     * @throws DatabaseUnavailable also when a projection ran too long, and it is to be tried again
     */
    CommittedBatch run(Batch part, BatchTransaction transaction) {
        try {
            return apart(part) ? transaction.runApart(part, exhausted(part)) : transaction.run(part);
        } catch (StatementFailed failed) {
            if (!failed.timedOut()) {
                throw failed;
            }
            count(part, 1);
            throw new DatabaseUnavailable(failed.reason(), failed);
        } catch (DatabaseUnavailable away) {
            if (away.isTimeout()) {
                count(part, 0);
            }
            throw away;
        }
    }

    /** Whether what is left is to be left for the next poll, by {@link System#nanoTime}. */
    boolean pollIsDue(long polled) {
        return System.nanoTime() - polled >= unpolled.toNanos();
    }

    private boolean apart(Batch part) {
        return before(part).anyMatch(slow -> slow.tries() >= most(part));
    }

    private boolean exhausted(Batch part) {
        return before(part).anyMatch(slow -> slow.timeouts() >= most(part));
    }

    private static int most(Batch part) {
        return part.order().isPresent() ? 1 : ATTEMPTS;
    }

    private Stream<Slow> before(Batch part) {
        return part.firstOffsets().entrySet().stream()
                .flatMap(first -> before(first.getKey(), first.getValue()).stream());
    }

    private Optional<Slow> before(int partition, long offset) {
        return Optional.ofNullable(slow.get(partition)).filter(known -> known.has(offset));
    }

    private void count(Batch part, int timeouts) {
        part.firstOffsets().forEach((partition, first) -> {
            Slow known = before(partition, first).orElse(new Slow(first, first, 0, 0));
            Slow more = new Slow(
                    first,
                    Math.max(known.last(), part.lastOffset(partition)),
                    known.tries() + 1,
                    known.timeouts() + timeouts);
            slow.put(partition, more);
            LOG.warn(
                    "batch too slow partition={} from={} to={} tries={} timeouts={}",
                    partition,
                    more.first(),
                    more.last(),
                    more.tries(),
                    more.timeouts());
        });
    }
}
