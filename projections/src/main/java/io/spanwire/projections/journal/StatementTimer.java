package io.spanwire.projections.journal;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.time.Duration;

/**
 * Measures the statements of a connection and classifies their failures. They run one after the other, so each has run since
 * the answer before its own.
 *
 * <h2>Timed out, or cancelled</h2>
 *
 * PostgreSQL reports a statement that ran into its timeout and one that an administrator cancelled under the same state; only
 * the message, in the server's language, differs. The time tells: a statement that ran much shorter than the timeout was
 * cancelled. If the answer before it was late, the statement seems to have run shorter than it did, and is retried.
 */
final class StatementTimer {
    private static final String CANCELLED = "57014";

    private final Duration timeout;
    private volatile long lastAnswer = System.nanoTime();

    /** @param timeout PostgreSQL's statement_timeout on this connection */
    StatementTimer(Duration timeout) {
        this.timeout = timeout;
    }

    /** Starts measuring a round trip. */
    void start() {
        lastAnswer = System.nanoTime();
    }

    /** The time since the last answer. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastAnswer);
    }

    /** The same statement, its failure classified. */
    <T> Future<T> timed(Origin origin, String name, Future<T> statement) {
        return statement.onSuccess(answer -> start()).recover(failure -> {
            boolean late = silence().compareTo(timeout.multipliedBy(3).dividedBy(4)) >= 0;
            start();
            return Future.failedFuture(
                    late && origin == Origin.PROJECTION && isCancelled(failure)
                            ? StatementFailed.timedOut(name, timeout, failure)
                            : SqlFailureClassifier.classify(origin, failure));
        });
    }

    private static boolean isCancelled(Throwable failure) {
        return failure instanceof PgException refused && CANCELLED.equals(refused.getSqlState());
    }
}
