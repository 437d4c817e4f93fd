package io.spanwire.edge.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The ended sessions that this node was told of, in memory, until the longest session would have expired. With too many,
 * those asked for least are forgotten.
 */
public final class EndedOnThisNode implements EndedSessions {
    private static final int MAX = 100_000;

    private final Cache<String, Instant> ended;
    private volatile boolean isUsed;

    /** @param maxLifetime of a session */
    public EndedOnThisNode(Duration maxLifetime) {
        ended = Caffeine.newBuilder()
                .maximumSize(MAX)
                .expireAfterWrite(maxLifetime)
                .build();
    }

    @Override
    public void endSession(String id) {
        put("id:", id, Instant.MAX);
    }

    @Override
    public void endProviderSession(String session) {
        put("sid:", session, Instant.MAX);
    }

    @Override
    public void endSubject(String subject, Instant until) {
        put("sub:", subject, until);
    }

    private void put(String kind, String value, Instant until) {
        if (!value.isEmpty()) {
            ended.put(kind + value, until);
            isUsed = true;
        }
    }

    @Override
    public boolean isEnded(AuthenticatedSession session) {
        return isUsed
                && (has("id:" + session.id(), session)
                        || has("sid:" + session.providerSession(), session)
                        || has("sub:" + session.caller().subject(), session));
    }

    private boolean has(String key, AuthenticatedSession session) {
        @Nullable Instant until = ended.getIfPresent(key);
        return until != null && !session.since().isAfter(until);
    }
}
