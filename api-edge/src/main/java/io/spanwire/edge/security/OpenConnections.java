package io.spanwire.edge.security;

import io.spanwire.notifier.port.CallerSession;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/** The open sockets and event feeds of this node, to be closed when their session is ended. Thread-safe. */
public final class OpenConnections {
    /** A connection with the session that it has now. */
    private static final class Open {
        private final Runnable close;
        private AuthenticatedSession session;
        private CallerSession key;

        Open(AuthenticatedSession session, CallerSession key, Runnable close) {
            this.session = session;
            this.key = key;
            this.close = close;
        }
    }

    private final IdentityHashMap<CallerSession, Open> open = new IdentityHashMap<>();

    /**
     * Adds a connection until it is closed. Called on its event loop, where it is closed, too.
     *
     * @param key of this connection alone, by identity
     */
    public void add(AuthenticatedSession session, CallerSession key, Future<Void> closed, Runnable close) {
        Context context = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
        Open added = new Open(session, key, () -> context.runOnContext(now -> close.run()));
        synchronized (this) {
            open.put(key, added);
        }
        closed.onComplete(over -> remove(added));
    }

    private synchronized void remove(Open closed) {
        open.remove(closed.key);
    }

    /** A connection continues with a newer session, and ends with that. */
    synchronized void renew(CallerSession key, AuthenticatedSession newer, CallerSession newerKey) {
        Open renewed = open.remove(key);
        if (renewed != null) {
            renewed.session = newer;
            renewed.key = newerKey;
            open.put(newerKey, renewed);
        }
    }

    /** Closes the connections of ended sessions. */
    public void closeEnded(EndedSessions ended) {
        all().stream().filter(each -> ended.isEnded(sessionOf(each))).forEach(each -> each.close.run());
    }

    private synchronized List<Open> all() {
        return List.copyOf(open.values());
    }

    private synchronized AuthenticatedSession sessionOf(Open connection) {
        return connection.session;
    }

    public synchronized int count() {
        return open.size();
    }
}
