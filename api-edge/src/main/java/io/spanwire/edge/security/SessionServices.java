package io.spanwire.edge.security;

import io.spanwire.edge.audit.AuditLog;
import io.spanwire.notifier.port.SessionRefresh;
import java.time.Clock;
import java.time.Duration;

/** What decides who a caller is, built once for each node. Thread-safe. */
public final class SessionServices {
    private final AuditLog audit;
    private final SessionKeys keys;
    private final AllowedOrigins origins;
    private final SessionRegistry registry;
    private final CookieSessions cookies;
    private final CsrfTokens csrf;
    private final RefreshTickets tickets;
    private final Authenticator authenticator;
    private final SessionRefresh refresh;

    /**
     * @param lifetime how long an unused session lasts
     * @param maxLifetime how long a session can be renewed
     * @param reads of one caller
     */
    public SessionServices(
            SessionKeys keys,
            Clock clock,
            Duration lifetime,
            Duration maxLifetime,
            AllowedOrigins origins,
            SessionRegistry registry,
            BearerTokens bearer,
            RateLimit reads,
            AuditLog audit) {
        this.audit = audit;
        this.keys = keys;
        this.origins = origins;
        this.registry = registry;
        this.cookies = new CookieSessions(new SessionTokens(keys, clock, lifetime, maxLifetime), registry);
        this.csrf = new CsrfTokens(keys);
        this.tickets = new RefreshTickets(keys, clock);
        this.authenticator = new Authenticator(keys, bearer, cookies, registry.ended(), origins, reads, audit);
        this.refresh = new SocketRefresh(tickets, bearer, registry.ended(), registry.connections());
    }

    public SessionKeys keys() {
        return keys;
    }

    public AllowedOrigins origins() {
        return origins;
    }

    public AuditLog audit() {
        return audit;
    }

    public SessionRegistry registry() {
        return registry;
    }

    public CookieSessions cookies() {
        return cookies;
    }

    public Authenticator authenticator() {
        return authenticator;
    }

    /** The renewal of sockets. */
    public SessionRefresh refresh() {
        return refresh;
    }

    CsrfTokens csrf() {
        return csrf;
    }

    RefreshTickets tickets() {
        return tickets;
    }
}
