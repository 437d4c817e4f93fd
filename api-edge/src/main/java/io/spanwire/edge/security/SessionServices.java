package io.spanwire.edge.security;

import io.spanwire.notifier.port.SessionRefresh;
import java.time.Clock;
import java.time.Duration;

/** What decides who a caller is, built once for each node. Thread-safe. */
public final class SessionServices {
    private final SessionKeys keys;
    private final AllowedOrigins origins;
    private final EndedSessions ended;
    private final OpenConnections connections = new OpenConnections();
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
            EndedSessions ended,
            BearerTokens bearer,
            RateLimit reads) {
        this.keys = keys;
        this.origins = origins;
        this.ended = ended;
        this.cookies = new CookieSessions(new SessionTokens(keys, clock, lifetime, maxLifetime), ended);
        this.csrf = new CsrfTokens(keys);
        this.tickets = new RefreshTickets(keys, clock);
        this.authenticator = new Authenticator(keys, bearer, cookies, ended, origins, reads);
        this.refresh = new SocketRefresh(tickets, bearer, ended);
    }

    public SessionKeys keys() {
        return keys;
    }

    public AllowedOrigins origins() {
        return origins;
    }

    public EndedSessions ended() {
        return ended;
    }

    public OpenConnections connections() {
        return connections;
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
