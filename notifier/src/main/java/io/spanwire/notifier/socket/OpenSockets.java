package io.spanwire.notifier.socket;

import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.notifier.hub.Hub;
import io.spanwire.notifier.port.CallerSession;
import io.spanwire.notifier.port.ClientRates;
import io.spanwire.notifier.port.EdgePorts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** All open sockets of this node. {@link #accept} is called on event loops, {@link #close} on any thread. */
public final class OpenSockets {
    private static final long CLOSE_TIMEOUT_SECONDS = 5;

    private final Vertx vertx;
    private final Hub hub;
    private final EdgePorts ports;
    private final SocketSettings settings;
    private final InstantSource clock;
    private final Set<SocketSession> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    public OpenSockets(
            Vertx vertx, Hub hub, EdgePorts ports, SocketSettings settings, InstantSource clock, MeterRegistry meters) {
        this.vertx = vertx;
        this.hub = hub;
        this.ports = ports;
        this.settings = settings;
        this.clock = clock;
        meters.gauge("spanwire.sockets.open", open, Set::size);
    }

    /** Takes over a socket after a successful handshake, on its event loop. */
    public void accept(ServerWebSocket socket, CallerSession session, ClientRates rates) {
        SocketSession accepted = new SocketSession(vertx, hub.shard(), ports, settings, clock, socket, session, rates);
        open.add(accepted);
        accepted.closed().onComplete(closed -> open.remove(accepted));
        if (closing) {
            accepted.drain(CloseCode.GOING_AWAY);
        }
    }

    /** Finishes commands in flight and closes all sockets; completes when they are closed, or after a timeout. */
    public Future<Void> close() {
        closing = true;
        List<Future<Void>> closed = open.stream().map(SocketSession::closed).toList();
        open.forEach(session -> session.drain(CloseCode.GOING_AWAY));
        return Future.join(closed)
                .timeout(settings.drain().toSeconds() + CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }
}
