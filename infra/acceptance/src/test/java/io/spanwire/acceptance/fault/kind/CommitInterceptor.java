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
 * Detects the commits of lanes in the traffic between a worker and PostgreSQL, and runs an action at one of them on
 * request. It supplies a tap for each connection. Thread-safe.
 */
public final class CommitInterceptor implements Supplier<TrafficTap> {
    private static final String LANE = "spanwire-worker";

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong intercepted = new AtomicLong();
    private final AtomicReference<@Nullable Interception> armed = new AtomicReference<>();

    /** When to intercept. */
    public enum Moment {
        /** The commit was sent and never arrives. */
        BEFORE_ARRIVAL,
        /** PostgreSQL has committed, and its response never arrives. */
        BEFORE_RESPONSE
    }

    /** Runs at that moment, before the connection is reset. */
    @FunctionalInterface
    public interface Action {
        void run() throws IOException, InterruptedException;
    }

    private record Interception(Moment moment, Action action) {}

    /** Intercepts the next commit, once. */
    public void interceptNext(Moment moment, Action action) {
        armed.set(new Interception(moment, action));
    }

    public void disarm() {
        armed.set(null);
    }

    /** Number of commits that lanes have sent. */
    public long sent() {
        return sent.get();
    }

    /** Number of intercepted commits. */
    public long intercepted() {
        return intercepted.get();
    }

    @Override
    public TrafficTap get() {
        return new Connection();
    }

    private boolean intercepts(Moment moment) {
        Interception interception = armed.get();
        if (interception == null || interception.moment() != moment || !armed.compareAndSet(interception, null)) {
            return false;
        }
        try {
            interception.action().run();
        } catch (IOException e) {
            throw new IllegalStateException("The action at a commit failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        intercepted.incrementAndGet();
        return true;
    }

    private final class Connection implements TrafficTap {
        private final PostgresMessages requests = new PostgresMessages(true);
        private final PostgresMessages replies = new PostgresMessages(false);
        private volatile boolean isLane;
        private volatile boolean isIdentified;

        @Override
        public Decision inspect(Direction direction, byte[] bytes, int length) {
            if (isIdentified && !isLane) {
                return Decision.forwardAll(length);
            }
            int end = direction == Direction.REQUESTS ? requests(bytes, length) : replies(bytes, length);
            return end < 0 ? Decision.forwardAll(length) : Decision.resetAfter(end);
        }

        private int requests(byte[] bytes, int length) {
            int[] end = {-1};
            requests.read(bytes, length, (type, head, start) -> {
                if (type == 0) {
                    isLane = head.contains(LANE);
                    isIdentified = true;
                } else if (type == 'Q' && head.toLowerCase(Locale.ROOT).startsWith("commit\0")) {
                    sent.incrementAndGet();
                    end[0] = intercepts(Moment.BEFORE_ARRIVAL) ? start : -1;
                }
                return isLane && end[0] < 0;
            });
            return end[0];
        }

        private int replies(byte[] bytes, int length) {
            int[] end = {-1};
            replies.read(bytes, length, (type, head, start) -> {
                if (type == 'C' && head.startsWith("COMMIT\0")) {
                    end[0] = intercepts(Moment.BEFORE_RESPONSE) ? start : -1;
                }
                return end[0] < 0;
            });
            return end[0];
        }
    }
}
