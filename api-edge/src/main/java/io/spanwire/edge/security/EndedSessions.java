package io.spanwire.edge.security;

/** The sessions that were ended before they expired. Thread-safe. */
public interface EndedSessions {
    boolean isEnded(AuthenticatedSession session);
}
