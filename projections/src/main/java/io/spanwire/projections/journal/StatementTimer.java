package io.spanwire.projections.journal;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.time.Duration;

/**
 * The timer of a connection's statements, which also classifies their failures. Statements run one after the other, so
 * each has run since the previous answer; statements that are answered together have run since the first was sent.
 *
 * <h2>Timed out or cancelled</h2>
 *
 * PostgreSQL reports a statement that exceeded its timeout and one that an administrator cancelled with the same SQL
 * state; only the message, in the server's language, differs. A statement that ran much shorter than the timeout was
 * cancelled. When the previous answer arrives late, a statement seems to have run shorter than it did, and is retried.
 * Among statements that are answered together, one seems to have run longer than it did; the lane then runs its commands
 * one by one, with answers of their own.
 */
final class StatementTimer {
    private static final String CANCELLED = "57014";

    private final Duration timeout;
    private volatile boolean together;
    private volatile long lastAnswer = System.nanoTime();

    /** @param timeout PostgreSQL's statement_timeout on this connection */
    StatementTimer(Duration timeout) {
        this.timeout = timeout;
    }

    /** Starts measuring a round trip, whose statements are answered together or one by one. */
    void start(boolean answeredTogether) {
        together = answeredTogether;
        lastAnswer = System.nanoTime();
    }

    /** The time since the last answer. */
    Duration sinceLastAnswer() {
        return Duration.ofNanos(System.nanoTime() - lastAnswer);
    }

    /** The same statement with its failure classified. */
    <T> Future<T> timed(StatementAuthor author, String name, Future<T> statement) {
        return statement.onSuccess(answer -> answered()).recover(failure -> {
            boolean late = sinceLastAnswer().compareTo(timeout.multipliedBy(3).dividedBy(4)) >= 0;
            answered();
            return Future.failedFuture(
                    late && author == StatementAuthor.PROJECTION && isCancelled(failure)
                            ? StatementFailed.timedOut(name, timeout, failure)
                            : SqlFailureClassifier.classify(author, failure));
        });
    }

    private void answered() {
        if (!together) {
            lastAnswer = System.nanoTime();
        }
    }

    private static boolean isCancelled(Throwable failure) {
        return failure instanceof PgException refused && CANCELLED.equals(refused.getSqlState());
    }
}
