package io.spanwire.edge.security;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The open sockets and event feeds of this node, to be closed when their session is ended. Thread-safe. */
public final class OpenConnections {
    private record Open(AuthenticatedSession session, Runnable close) {}

    private final Map<Long, Open> open = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();

    /** Adds a connection until it is closed. Called on its event loop, where it is closed, too. */
    public void add(AuthenticatedSession session, Future<Void> closed, Runnable close) {
        long id = lastId.incrementAndGet();
        Context context = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
        open.put(id, new Open(session, () -> context.runOnContext(now -> close.run())));
        closed.onComplete(over -> open.remove(id));
    }

    /** Closes the connections of ended sessions. */
    public void closeEnded(EndedSessions ended) {
        open.values().stream().filter(each -> ended.isEnded(each.session())).forEach(each -> each.close()
                .run());
    }

    public int count() {
        return open.size();
    }
}
