package io.spanwire.edge.security;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.edge.http.Responses;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.OptionalLong;

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
     * @throws ProblemException too-many-requests, with Retry-After on the response
     */
    public void signIn(HttpServerRequest request) {
        OptionalLong wait = signIns.take(ClientAddress.of(request.remoteAddress()));
        if (wait.isPresent()) {
            throw refused(request.response(), wait.getAsLong());
        }
    }

    /** Takes one command of a caller's; when there is none left, says how many seconds until there is. */
    public OptionalLong command(String subject) {
        return commands.take(subject);
    }

    /** The refusal, with Retry-After on the response. */
    public static ProblemException refused(HttpServerResponse response, long seconds) {
        response.putHeader(Responses.RETRY_AFTER, Long.toString(seconds));
        return new ProblemException(Problems.TOO_MANY_REQUESTS);
    }
}
