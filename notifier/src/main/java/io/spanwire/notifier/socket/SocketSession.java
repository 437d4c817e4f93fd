package io.spanwire.notifier.socket;

import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.Problems;
import io.spanwire.notifier.hub.HubShard;
import io.spanwire.notifier.port.CallerSession;
import io.spanwire.notifier.port.ClientRates;
import io.spanwire.notifier.port.EdgePorts;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * One socket of {@code spanwire.v1} from handshake to close: reads frames, dispatches them, and ends with its caller's
 * session. Belongs to the socket's event loop.
 */
final class SocketSession {
    private final Vertx vertx;
    private final HubShard shard;
    private final EdgePorts ports;
    private final SocketSettings settings;
    private final InstantSource clock;
    private final ClientRates rates;
    private final BackpressuredSocket socket;
    private final SocketSubscriptions subscriptions;
    private final SocketCommands commands;
    private final Heartbeat heartbeat;
    private final FrameRateLimit rateLimit;
    private final Promise<Void> closed = Promise.promise();
    private CallerSession session;
    private boolean refreshing;
    private long expiryTimer = -1;

    SocketSession(
            Vertx vertx,
            HubShard shard,
            EdgePorts ports,
            SocketSettings settings,
            InstantSource clock,
            ServerWebSocket webSocket,
            CallerSession session,
            ClientRates rates) {
        this.vertx = vertx;
        this.shard = shard;
        this.ports = ports;
        this.settings = settings;
        this.clock = clock;
        this.rates = rates;
        this.session = session;
        this.socket = new BackpressuredSocket(webSocket, settings);
        this.subscriptions = new SocketSubscriptions(shard, socket, ports.access(), settings, this::subscriptionFailed);
        this.commands = new SocketCommands(shard, socket, ports.commands(), settings);
        this.heartbeat = new Heartbeat(
                vertx, socket, settings, subscriptions::releasePages, () -> close(CloseCode.HEARTBEAT_MISSED));
        this.rateLimit = new FrameRateLimit(settings.framesPerSecond(), System.nanoTime());
        registerHandlers(webSocket);
        closeAt(session.expires());
    }

    /** Completes when the socket is closed. */
    Future<Void> closed() {
        return closed.future();
    }

    /** Finishes commands in flight, for a bounded time, then closes. Any thread. */
    void drain(CloseCode code) {
        shard.runSoon(() -> {
            Promise<Void> drained = Promise.promise();
            commands.drain(drained);
            shard.onEventLoop(drained.future().timeout(settings.drain().toMillis(), TimeUnit.MILLISECONDS))
                    .onComplete(ended -> close(code));
        });
    }

    private void registerHandlers(ServerWebSocket webSocket) {
        webSocket.textMessageHandler(this::received);
        webSocket.binaryMessageHandler(binary -> close(CloseCode.UNSUPPORTED_DATA));
        webSocket.drainHandler(drained -> drained());
        webSocket.exceptionHandler(this::socketFailed);
        webSocket.closeHandler(ignored -> connectionClosed());
    }

    private void received(String text) {
        if (socket.isClosed()) {
            return;
        }
        heartbeat.frameReceived();
        throttle(rateLimit.take(System.nanoTime()));
        handle(ClientFrameParser.read(text));
    }

    private void handle(ClientFrame frame) {
        if (frame instanceof ClientFrame.Send send) {
            send(send);
        } else if (frame instanceof ClientFrame.Subscribe subscribe) {
            subscribe(subscribe.id(), () -> subscriptions.subscribe(session.caller(), subscribe));
        } else if (frame instanceof ClientFrame.SubscribeFeed feed) {
            subscribe(feed.id(), () -> subscriptions.subscribe(session.caller(), feed));
        } else if (frame instanceof ClientFrame.Unsubscribe unsubscribe) {
            subscriptions.unsubscribe(unsubscribe);
        } else if (frame instanceof ClientFrame.Refresh refresh) {
            refresh(refresh);
        } else if (frame instanceof ClientFrame.Invalid invalid) {
            socket.write(ServerFrames.problem(invalid.id(), invalid.problem()));
        } else if (frame instanceof ClientFrame.Unreadable) {
            close(CloseCode.BAD_FRAME);
        }
    }

    private void send(ClientFrame.Send frame) {
        long seconds = rates.takeCommand();
        if (seconds == 0) {
            commands.send(session.caller(), frame);
        } else {
            socket.write(ServerFrames.tooFast(frame.id(), "commands", seconds));
        }
    }

    private void subscribe(long id, Runnable subscribing) {
        long seconds = rates.takeRead();
        if (seconds == 0) {
            subscribing.run();
        } else {
            socket.write(ServerFrames.tooFast(id, "subscriptions", seconds));
        }
    }

    private void throttle(long nanos) {
        if (nanos > 0) {
            socket.pause(BackpressuredSocket.PauseReason.TOO_FAST);
            long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
            vertx.setTimer(millis, passed -> socket.resume(BackpressuredSocket.PauseReason.TOO_FAST));
        }
    }

    private void drained() {
        socket.drained();
        subscriptions.run();
    }

    private void refresh(ClientFrame.Refresh frame) {
        if (refreshing) {
            socket.write(ServerFrames.problem(
                    frame.id(), Problems.TOO_MANY_REQUESTS.because("Wait for the answer to the refresh before.")));
            return;
        }
        refreshing = true;
        shard.onEventLoop(ports.sessions()
                        .refresh(session, frame.token())
                        .timeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS))
                .onComplete(renewed -> refreshed(frame.id(), renewed));
    }

    private void refreshed(long id, AsyncResult<CallerSession> renewed) {
        refreshing = false;
        if (renewed.failed()) {
            socket.write(ServerFrames.problem(id, FrameProblems.problem(renewed.cause())));
        } else if (!renewed.result().caller().subject().equals(session.caller().subject())) {
            socket.write(ServerFrames.problem(id, Problems.FORBIDDEN));
        } else {
            renew(id, renewed.result());
        }
    }

    /** With its claims the caller may have lost read access: a socket with a forbidden subscription is closed. */
    private void renew(long id, CallerSession renewed) {
        session = renewed;
        closeAt(renewed.expires());
        socket.write(ServerFrames.refreshed(id, renewed.expires()));
        subscriptions.recheck(renewed.caller()).onFailure(cause -> {
            Problem problem = FrameProblems.problem(cause);
            close(problem.status() < 500 ? CloseCode.FORBIDDEN : CloseCode.UNAVAILABLE);
        });
    }

    private void closeAt(Instant expires) {
        vertx.cancelTimer(expiryTimer);
        if (!expires.equals(Instant.MAX)) {
            long millis = Duration.between(clock.instant(), expires).toMillis();
            expiryTimer = vertx.setTimer(Math.max(1, millis), ended -> close(CloseCode.UNAUTHENTICATED));
        }
    }

    /** Vert.x reports a too large message this way; any other error closes the connection by itself. */
    private void socketFailed(Throwable cause) {
        if (cause instanceof IllegalStateException) {
            close(CloseCode.TOO_BIG);
        }
    }

    private void subscriptionFailed(Problem problem) {
        close(problem.status() == 503 ? CloseCode.UNAVAILABLE : CloseCode.INTERNAL);
    }

    private void close(CloseCode code) {
        socket.close(code);
        stop();
    }

    private void connectionClosed() {
        socket.connectionClosed();
        stop();
        closed.tryComplete();
    }

    private void stop() {
        subscriptions.stop();
        heartbeat.stop();
        vertx.cancelTimer(expiryTimer);
    }
}
