package io.spanwire.projections.journal;

import io.vertx.pgclient.PgException;
import java.time.Duration;

/** What a lane is told when PostgreSQL refuses: through the same mapping as a real refusal. */
public final class SqlFailures {
    private static final String NONE = "";

    private SqlFailures() {}

    /** A row that a unique key refuses. */
    public static RuntimeException unique(String constraint) {
        return of("23505", constraint);
    }

    /** A row that a unique key of Spanwire's own refuses. */
    public static RuntimeException ownUnique(String constraint) {
        return SqlFailureClassifier.classify(Origin.SPANWIRE, refusal("23505", constraint));
    }

    /** A row that a check refuses. */
    public static RuntimeException check(String constraint) {
        return of("23514", constraint);
    }

    /** The victim of a deadlock. */
    public static RuntimeException deadlock() {
        return of("40P01", NONE);
    }

    /** A lock that did not come in time. */
    public static RuntimeException lockTimeout() {
        return of("55P03", NONE);
    }

    /** A statement of a projection that ran longer than one may. */
    public static RuntimeException timedOut(String statement) {
        return StatementFailed.timedOut(statement, Duration.ofSeconds(20), refusal("57014", NONE));
    }

    private static RuntimeException of(String state, String constraint) {
        return SqlFailureClassifier.classify(Origin.PROJECTION, refusal(state, constraint));
    }

    static PgException refusal(String state, String constraint) {
        return new PgException(
                "refused",
                "ERROR",
                state,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                NONE,
                constraint);
    }
}
