package io.spanwire.acceptance.fault.kind;

import io.spanwire.acceptance.link.Direction;
import io.spanwire.acceptance.link.TrafficTap;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows the commits of lanes among all that goes between a worker and PostgreSQL, and does something at one of them when
 * asked to. A tap for each connection; thread-safe.
 */
public final class CommitInterceptor implements Supplier<TrafficTap> {
    private static final String LANE = "spanwire-worker";

    private final AtomicLong seen = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong struck = new AtomicLong();
    private final AtomicReference<@Nullable Strike> armed = new AtomicReference<>();

    /** When to strike. */
    public enum Moment {
        /** The commit has been sent and never arrives. */
        BEFORE_IT_ARRIVES,
        /** PostgreSQL has committed and said so, and nobody hears it. */
        BEFORE_IT_IS_HEARD
    }

    /** What happens at that moment, before the connection is reset. */
    @FunctionalInterface
    public interface Blow {
        void fall() throws IOException, InterruptedException;
    }

    private record Strike(Moment moment, Blow blow) {}

    /** At the next commit, once. */
    public void strike(Moment moment, Blow blow) {
        armed.set(new Strike(moment, blow));
    }

    public void disarm() {
        armed.set(null);
    }

    /** Commits that were sent. */
    public long seen() {
        return seen.get();
    }

    /** Commits that PostgreSQL has done. */
    public long answered() {
        return answered.get();
    }

    /** Commits that were struck. */
    public long struck() {
        return struck.get();
    }

    @Override
    public TrafficTap get() {
        return new Connection();
    }

    private boolean strikes(Moment moment) {
        Strike strike = armed.get();
        if (strike == null || strike.moment() != moment || !armed.compareAndSet(strike, null)) {
            return false;
        }
        try {
            strike.blow().fall();
        } catch (IOException e) {
            throw new IllegalStateException("The blow missed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        struck.incrementAndGet();
        return true;
    }

    private final class Connection implements TrafficTap {
        private final PostgresMessages requests = new PostgresMessages(true);
        private final PostgresMessages replies = new PostgresMessages(false);
        private volatile boolean lane;
        private volatile boolean known;

        @Override
        public Seen see(Direction direction, byte[] bytes, int length) {
            if (known && !lane) {
                return Seen.all(length);
            }
            int end = direction == Direction.REQUESTS ? requests(bytes, length) : replies(bytes, length);
            return end < 0 ? Seen.all(length) : Seen.resetAfter(end);
        }

        private int requests(byte[] bytes, int length) {
            int[] end = {-1};
            requests.read(bytes, length, (type, head, start) -> {
                if (type == 0) {
                    lane = head.contains(LANE);
                    known = true;
                } else if (type == 'Q' && head.toLowerCase(Locale.ROOT).startsWith("commit\0")) {
                    seen.incrementAndGet();
                    end[0] = strikes(Moment.BEFORE_IT_ARRIVES) ? start : -1;
                }
                return lane && end[0] < 0;
            });
            return end[0];
        }

        private int replies(byte[] bytes, int length) {
            int[] end = {-1};
            replies.read(bytes, length, (type, head, start) -> {
                if (type == 'C' && head.startsWith("COMMIT\0")) {
                    answered.incrementAndGet();
                    end[0] = strikes(Moment.BEFORE_IT_IS_HEARD) ? start : -1;
                }
                return end[0] < 0;
            });
            return end[0];
        }
    }
}
