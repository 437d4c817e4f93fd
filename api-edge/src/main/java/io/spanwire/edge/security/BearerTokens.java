package io.spanwire.edge.security;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.vertx.core.Future;

/** The check of the tokens that callers send in {@code Authorization: Bearer}. Thread-safe. */
@FunctionalInterface
public interface BearerTokens {
    /** Of a token in a header or frame, in characters. */
    int MAX_TOKEN = 8192;

    /**
     * The caller of a valid token. Fails with a {@link ProblemException}: unauthenticated when the token is not valid, and
     * unavailable when that cannot be found out now. Never blocks.
     */
    Future<AuthenticatedSession> verify(String token);

    /** The refusal of a token. The caller does not learn the reason. */
    static ProblemException refusal() {
        return new ProblemException(Problems.UNAUTHENTICATED.because("The token is invalid or has expired."));
    }

    /** Accepts no token. */
    static BearerTokens none() {
        return token -> Future.failedFuture(refusal());
    }
}
