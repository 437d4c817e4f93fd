package io.spanwire.edge.security;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.notifier.port.CallerSession;
import io.spanwire.notifier.port.SessionRefresh;
import io.vertx.core.Future;

/**
 * The renewal of sockets: by a refresh ticket where a cookie opened the socket, by a newer bearer token of the same caller
 * where a bearer token did.
 */
final class SocketRefresh implements SessionRefresh {
    private final RefreshTickets tickets;
    private final BearerTokens bearer;
    private final EndedSessions ended;
    private final OpenConnections open;

    SocketRefresh(RefreshTickets tickets, BearerTokens bearer, EndedSessions ended, OpenConnections open) {
        this.tickets = tickets;
        this.bearer = bearer;
        this.ended = ended;
        this.open = open;
    }

    @Override
    public Future<CallerSession> refresh(CallerSession current, String token) {
        if (!current.session().isEmpty()) {
            return Future.succeededFuture(current).map(session -> tickets.redeem(session, token));
        }
        return bearer.verify(token).map(newer -> {
            if (newer.caller().subject().equals(current.caller().subject()) && !ended.isEnded(newer)) {
                CallerSession session = newer.session();
                open.renew(current, newer, session);
                return session;
            }
            throw new ProblemException(Problems.UNAUTHENTICATED.because("The token belongs to another caller."));
        });
    }
}
