package io.spanwire.edge.security;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.bus.message.Caller;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The beginning and ending of sessions, on all nodes. What one node ends the others learn within a second, and each then
 * closes the sockets and feeds of it; no request waits for that. While the database is away nothing can be ended, which
 * the caller is told, and what was ended before stays so. Thread-safe.
 */
public final class SessionRegistry implements AutoCloseable {
    static final Duration POLL = Duration.ofMillis(400);
    /** How long all of a subject, of a provider's session or of everyone stay ended: as long as a token may be valid. */
    public static final Duration KEEP = Duration.ofDays(30);

    private static final Duration LATE = Duration.ofSeconds(10);
    private static final int MAX = 500_000;
    private static final Logger LOG = LoggerFactory.getLogger(SessionRegistry.class);

    private final Vertx vertx;
    private final Clock clock;
    private final Duration maxLifetime;
    private final SessionStore store;
    private final EndedSessionList ended;
    private final OpenConnections connections = new OpenConnections();
    private final AtomicBoolean isAsking = new AtomicBoolean();
    private volatile Instant asked = Instant.MIN;
    private volatile long timer = -1;

    /** @param maxLifetime of a session */
    public SessionRegistry(Vertx vertx, Clock clock, Duration maxLifetime, SessionStore store, MeterRegistry meters) {
        this.vertx = vertx;
        this.clock = clock;
        this.maxLifetime = maxLifetime;
        this.store = store;
        this.ended = new EndedSessionList(clock, MAX);
        Gauge.builder("spanwire.sessions.ended", ended, EndedSessionList::size)
                .description("Sessions that were ended before they expired, as this node knows them")
                .register(meters);
        Gauge.builder("spanwire.sessions.age", this, SessionRegistry::age)
                .description("Time since this node last asked which sessions were ended, in seconds")
                .register(meters);
    }

    /** Asks which sessions were ended, and completes when that is known; asks again and again from then on until it is closed. */
    public Future<Void> start() {
        return ask().onSuccess(known -> timer = vertx.setPeriodic(POLL.toMillis(), POLL.toMillis(), now -> askAgain()));
    }

    /** Asks no more. */
    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }

    private void askAgain() {
        if (isAsking.compareAndSet(false, true)) {
            ask().onComplete(done -> isAsking.set(false)).onFailure(this::late);
        }
    }

    private Future<Void> ask() {
        Instant now = clock.instant();
        return store.newEndings()
                .onSuccess(endings -> {
                    asked = now;
                    learn(endings);
                    ended.purge();
                })
                .mapEmpty();
    }

    private void late(Throwable failure) {
        if (isLate()) {
            LOG.warn(
                    "ended sessions not read, those of other nodes are not known age={}s reason={}",
                    age(),
                    failure.toString());
        }
    }

    private void learn(List<SessionEnding> endings) {
        if (ended.add(endings)) {
            connections.closeEnded(ended);
        }
    }

    private boolean isLate() {
        return age() > LATE.toSeconds();
    }

    private double age() {
        return asked.equals(Instant.MIN)
                ? 0
                : Duration.between(asked, clock.instant()).toMillis() / 1000.0;
    }

    /** For the health page. */
    public String health() {
        return isLate() ? "not read for " + Math.round(age()) + " s" : "up";
    }

    public EndedSessions ended() {
        return ended;
    }

    /** The sockets and feeds of this node. */
    public OpenConnections connections() {
        return connections;
    }

    /** Lists a new session; completes with the time when it began. */
    Future<Instant> open(String id, Caller caller, SignInMethod method, String providerSession) {
        return store.open(id, caller, method, providerSession, maxLifetime);
    }

    /** The sessions of a subject. */
    Future<List<ListedSession>> list(String subject) {
        return store.list(subject);
    }

    /** Ends a session, or a token with an id. */
    Future<Void> end(AuthenticatedSession session) {
        // A request under way elsewhere may renew it once more.
        Instant latest = session.method().isCookie() ? clock.instant().plus(maxLifetime) : session.expires();
        Duration keep = Duration.between(clock.instant(), latest);
        return end(
                SessionEnding.Kind.SESSION, session.id(), keep, session.caller().subject());
    }

    /** Ends a session that the subject has listed. */
    Future<Void> end(ListedSession session, String subject) {
        return end(SessionEnding.Kind.SESSION, session.id(), maxLifetime, subject);
    }

    /** Ends all sessions and tokens of a subject, but service tokens. */
    public Future<Void> endSubject(String subject, String actor) {
        return end(SessionEnding.Kind.SUBJECT, subject, KEEP, actor);
    }

    /** Ends all sessions that belong to a session at the identity provider. */
    public Future<Void> endProviderSession(String session, String actor) {
        return end(SessionEnding.Kind.PROVIDER, session, KEEP, actor);
    }

    private Future<Void> end(SessionEnding.Kind kind, String value, Duration keep, String actor) {
        return store.end(kind, value, keep, actor)
                .onSuccess(ending -> learn(List.of(ending)))
                .mapEmpty();
    }
}
