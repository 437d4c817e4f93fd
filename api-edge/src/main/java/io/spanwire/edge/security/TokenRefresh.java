package io.spanwire.edge.security;

import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.notifier.port.Session;
import io.spanwire.notifier.port.SessionRefresh;
import io.vertx.core.Future;

/** Lengthens an open socket's session by a new token of the same caller's; another caller's token is refused. */
public final class TokenRefresh implements SessionRefresh {
    private final Verifier verifier;

    public TokenRefresh(Verifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public Future<Session> refresh(Caller current, String token) {
        return verifier.verify(token).compose(signedIn -> same(current, signedIn));
    }

    private static Future<Session> same(Caller current, SignedIn signedIn) {
        return signedIn.caller().subject().equals(current.subject())
                ? Future.succeededFuture(signedIn.session())
                : Future.failedFuture(
                        new ProblemException(Problems.UNAUTHENTICATED.because("The token belongs to another caller.")));
    }
}
