package io.spanwire.edge.security;

import java.time.Instant;

/** The sessions that were ended before they expired. Thread-safe. */
public interface EndedSessions {
    /** Ends the session with this id, or the bearer token with this {@code jti}. */
    void endSession(String id);

    /** Ends all sessions of this session at the identity provider ({@code sid}). */
    void endProviderSession(String session);

    /** Ends all sessions of the subject that began until then. */
    void endSubject(String subject, Instant until);

    boolean isEnded(AuthenticatedSession session);
}
