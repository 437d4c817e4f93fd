package io.spanwire.edge.security;

import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.notifier.port.CallerSession;
import io.spanwire.notifier.port.SessionRefresh;
import io.vertx.core.Future;

/** Lengthens an open socket's session by a new token of the same caller's; another caller's token is refused. */
public final class TokenRefresh implements SessionRefresh {
    private final TokenVerifier verifier;

    public TokenRefresh(TokenVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public Future<CallerSession> refresh(Caller current, String token) {
        return verifier.verify(token).compose(signedIn -> same(current, signedIn));
    }

    private static Future<CallerSession> same(Caller current, AuthenticatedSession signedIn) {
        return signedIn.caller().subject().equals(current.subject())
                ? Future.succeededFuture(signedIn.session())
                : Future.failedFuture(
                        new ProblemException(Problems.UNAUTHENTICATED.because("The token belongs to another caller.")));
    }
}
