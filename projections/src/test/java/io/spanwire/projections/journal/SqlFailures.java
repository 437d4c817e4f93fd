package io.spanwire.projections.journal;

import io.vertx.pgclient.PgException;
import java.time.Duration;

/** Exceptions as a lane gets them when PostgreSQL refuses a statement, made by the real classifier. */
public final class SqlFailures {
    private static final String NONE = "";

    private SqlFailures() {}

    /** A violated unique key of a projection's table. */
    public static RuntimeException unique(String constraint) {
        return of("23505", constraint);
    }

    /** A violated unique key of Spanwire's own table. */
    public static RuntimeException ownUnique(String constraint) {
        return SqlFailureClassifier.classify(StatementAuthor.SPANWIRE, refusal("23505", constraint));
    }

    /** A violated check constraint. */
    public static RuntimeException check(String constraint) {
        return of("23514", constraint);
    }

    /** The victim of a deadlock. */
    public static RuntimeException deadlock() {
        return of("40P01", NONE);
    }

    /** A lock timeout. */
    public static RuntimeException lockTimeout() {
        return of("55P03", NONE);
    }

    /** A projection's statement that exceeded the statement timeout. */
    public static RuntimeException timedOut(String statement) {
        return StatementFailed.timedOut(statement, Duration.ofSeconds(20), refusal("57014", NONE));
    }

    private static RuntimeException of(String state, String constraint) {
        return SqlFailureClassifier.classify(StatementAuthor.PROJECTION, refusal(state, constraint));
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
