package io.spanwire.edge.security;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.vertx.core.http.HttpServerRequest;

/** Which limits there are: sign-ins of an address, commands of a caller. */
public final class RateLimits {
    private static final int MAX_KEYS = 100_000;

    private final RateLimit signIns;
    private final RateLimit commands;

    public RateLimits(RateLimit.Rate signIns, RateLimit.Rate commands) {
        this.signIns = new RateLimit(signIns, MAX_KEYS);
        this.commands = new RateLimit(commands, MAX_KEYS);
    }

    /**
     * Takes one sign-in of the client's address.
     *
     * @throws ProblemException too-many-requests, with the seconds to wait
     */
    public void signIn(HttpServerRequest request) {
        take(signIns, ClientAddress.of(request.remoteAddress()));
    }

    /**
     * Takes one command of a caller's.
     *
     * @throws ProblemException too-many-requests, with the seconds to wait
     */
    public void command(String subject) {
        take(commands, subject);
    }

    private static void take(RateLimit limit, String key) {
        limit.take(key).ifPresent(seconds -> {
            throw new ProblemException(Problems.TOO_MANY_REQUESTS, seconds);
        });
    }
}
