package io.spanwire.edge.security;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ended sessions that this node knows of, in memory. When there are too many, the sessions that were ended first are
 * dropped, and all sessions that began before the last of these was ended are ended with them: people sign in again, but
 * nothing that was ended comes back. One thread adds, any may ask.
 */
final class EndedSessionList implements EndedSessions {
    private static final Logger LOG = LoggerFactory.getLogger(EndedSessionList.class);

    private final Clock clock;
    private final int max;
    private final Map<String, SessionEnding> sessions = new ConcurrentHashMap<>();
    private final Map<String, SessionEnding> providerSessions = new ConcurrentHashMap<>();
    private final Map<String, SessionEnding> subjects = new ConcurrentHashMap<>();
    private volatile Instant everyone = Instant.MIN;
    private volatile boolean isEmpty = true;

    /** @param max number of single sessions */
    EndedSessionList(Clock clock, int max) {
        this.clock = clock;
        this.max = max;
    }

    @Override
    public boolean isEnded(AuthenticatedSession session) {
        if (isEmpty) {
            return false;
        }
        if (sessions.containsKey(session.id())) {
            return true;
        }
        return session.method() != SignInMethod.SERVICE
                && (!session.since().isAfter(everyone)
                        || covers(providerSessions.get(session.providerSession()), session)
                        || covers(subjects.get(session.caller().subject()), session));
    }

    private static boolean covers(@Nullable SessionEnding ending, AuthenticatedSession session) {
        return ending != null && !session.since().isAfter(ending.until());
    }

    /** Adds these; returns whether one of them was not known. */
    synchronized boolean add(List<SessionEnding> endings) {
        boolean isNew = false;
        for (SessionEnding ending : endings) {
            isNew |= add(ending);
        }
        if (sessions.size() > max) {
            dropFirst();
        }
        return isNew;
    }

    private boolean add(SessionEnding ending) {
        isEmpty = false;
        return switch (ending.kind()) {
            case SESSION -> put(sessions, ending);
            case PROVIDER -> put(providerSessions, ending);
            case SUBJECT -> put(subjects, ending);
            case EVERYONE -> raise(ending.until());
        };
    }

    private static boolean put(Map<String, SessionEnding> known, SessionEnding ending) {
        return !ending.value().isEmpty() && !ending.equals(known.put(ending.value(), ending));
    }

    private boolean raise(Instant until) {
        boolean isLater = until.isAfter(everyone);
        if (isLater) {
            everyone = until;
        }
        return isLater;
    }

    /** Drops those that have expired. */
    synchronized void purge() {
        Instant now = clock.instant();
        List.of(sessions, providerSessions, subjects).forEach(known -> known.values()
                .removeIf(ending -> ending.expires().isBefore(now)));
    }

    private void dropFirst() {
        List<SessionEnding> first = sessions.values().stream()
                .sorted(Comparator.comparing(SessionEnding::until))
                .limit(sessions.size() - max / 2)
                .toList();
        first.forEach(ending -> sessions.remove(ending.value()));
        boolean unused = raise(first.get(first.size() - 1).until());
        LOG.warn("too many ended sessions, so all that began before a time are ended count={} time={}", max, everyone);
    }

    int size() {
        return sessions.size() + providerSessions.size() + subjects.size();
    }
}
