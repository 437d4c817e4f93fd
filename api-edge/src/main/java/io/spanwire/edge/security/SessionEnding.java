package io.spanwire.edge.security;

import java.time.Instant;

/**
 * Sessions and tokens that were ended before they expired.
 *
 * @param value what the kind names
 * @param until those that began until then are ended
 * @param expires when all of them would have expired anyway
 */
public record SessionEnding(Kind kind, String value, Instant until, Instant expires) {
    /** What is ended. */
    public enum Kind {
        /** A session, or a token, by its {@code jti}. */
        SESSION,
        /** All of one session at the identity provider, by its {@code sid}. */
        PROVIDER,
        /** All of a subject. */
        SUBJECT,
        /** All but service tokens; without a value. */
        EVERYONE
    }
}
