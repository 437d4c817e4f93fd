package io.spanwire.edge.security;

import io.vertx.core.Future;

/**
 * Believes a bearer token or not. Today the tokens are Spanwire's own; an identity provider's (OIDC) would be another
 * implementation, which may have to fetch keys: hence the Future.
 */
@FunctionalInterface
public interface TokenVerifier {
    /** Fails with a {@code ProblemException} unauthenticated when the token is not to be believed, or no more. */
    Future<AuthenticatedSession> verify(String token);
}
