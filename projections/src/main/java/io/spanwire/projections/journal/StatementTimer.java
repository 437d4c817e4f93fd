package io.spanwire.projections.journal;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.time.Duration;

/**
 * Measures the statements of a session. They run one after the other, so each has run since the answer before its own.
 *
 * <h2>Timed out, or cancelled</h2>
 *
 * PostgreSQL reports a statement that ran too long and one that an administrator cancelled under the same state, and tells
 * them apart in words only, in the server's language. The time tells: a statement that ran much shorter than it may was
 * cancelled. Should an answer before it have been late, it seems to have run shorter than it did, and is tried again.
 */
final class StatementTimer {
    private static final String CANCELLED = "57014";

    private final Duration longest;
    private volatile long lastAnswer = System.nanoTime();

    /**
     * For a session.
     *
     * @param longest how long a statement may run
     */
    StatementTimer(Duration longest) {
        this.longest = longest;
    }

    /** A wave leaves. */
    void start() {
        lastAnswer = System.nanoTime();
    }

    /** How long nothing was heard. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastAnswer);
    }

    /** The same statement; it fails with {@link RanTooLong} if it did. */
    <T> Future<T> timed(Future<T> statement) {
        return statement.onSuccess(answer -> start()).recover(failure -> {
            boolean late = silence().compareTo(longest.multipliedBy(3).dividedBy(4)) >= 0;
            start();
            return Future.failedFuture(late && cancelled(failure) ? new RanTooLong(longest, failure) : failure);
        });
    }

    private static boolean cancelled(Throwable failure) {
        return failure instanceof PgException refused && CANCELLED.equals(refused.getSqlState());
    }
}
