package io.spanwire.edge.security;

import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.notifier.port.CallerSession;
import io.spanwire.notifier.port.SessionRefresh;
import io.vertx.core.Future;

/**
 * The verification of bearer tokens. The tokens are Spanwire's own; those of an identity provider (OIDC) would be
 * another implementation, which may have to fetch keys and therefore returns a Future.
 */
public interface TokenVerifier extends SessionRefresh {
    /** Fails with a {@code ProblemException} unauthenticated when the token is invalid or expired. */
    Future<AuthenticatedSession> verify(String token);

    @Override
    default Future<CallerSession> refresh(Caller current, String token) {
        return verify(token).map(session -> {
            if (session.caller().subject().equals(current.subject())) {
                return session.session();
            }
            throw new ProblemException(Problems.UNAUTHENTICATED.because("The token belongs to another caller."));
        });
    }
}
