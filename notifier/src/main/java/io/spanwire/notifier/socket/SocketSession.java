package io.spanwire.notifier.socket;

import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.Problems;
import io.spanwire.notifier.hub.HubShard;
import io.spanwire.notifier.port.CallerSession;
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
 * One socket of {@code spanwire.v1}, from accepted to closed: reads frames and hands each to who answers it, ends with its
 * caller's session. Belongs to the socket's event loop.
 */
final class SocketSession {
    private final Vertx vertx;
    private final HubShard shard;
    private final EdgePorts ports;
    private final SocketSettings settings;
    private final InstantSource clock;
    private final BackpressuredSocket line;
    private final SocketSubscriptions streams;
    private final SocketCommands sends;
    private final Heartbeat heartbeat;
    private final FrameRateLimit rate;
    private final Promise<Void> over = Promise.promise();
    private CallerSession session;
    private boolean refreshing;
    private long expiry = -1;

    SocketSession(
            Vertx vertx,
            HubShard shard,
            EdgePorts ports,
            SocketSettings settings,
            InstantSource clock,
            ServerWebSocket socket,
            CallerSession session) {
        this.vertx = vertx;
        this.shard = shard;
        this.ports = ports;
        this.settings = settings;
        this.clock = clock;
        this.session = session;
        this.line = new BackpressuredSocket(socket, settings);
        this.streams = new SocketSubscriptions(shard, line, ports.access(), settings, this::broken);
        this.sends = new SocketCommands(shard, line, ports.commands(), settings);
        this.heartbeat =
                new Heartbeat(vertx, line, settings, streams::releasePages, () -> close(CloseCode.HEARTBEAT_MISSED));
        this.rate = new FrameRateLimit(settings.framesPerSecond(), System.nanoTime());
        listen(socket);
        endAt(session.expires());
    }

    /** Completes when the socket is closed. */
    Future<Void> over() {
        return over.future();
    }

    /** From any thread: finishes what is under way, a bounded time, then closes. */
    void drain(CloseCode code) {
        shard.later(() -> {
            Promise<Void> finished = Promise.promise();
            sends.finish(finished);
            shard.here(finished.future().timeout(settings.drain().toMillis(), TimeUnit.MILLISECONDS))
                    .onComplete(ended -> close(code));
        });
    }

    private void listen(ServerWebSocket socket) {
        socket.textMessageHandler(this::received);
        socket.binaryMessageHandler(binary -> close(CloseCode.UNSUPPORTED_DATA));
        socket.drainHandler(drained -> drained());
        socket.exceptionHandler(this::broken);
        socket.closeHandler(closed -> lost());
    }

    private void received(String text) {
        if (line.isClosed()) {
            return;
        }
        heartbeat.heard();
        slowDown(rate.take(System.nanoTime()));
        handle(ClientFrameParser.read(text));
    }

    private void handle(ClientFrame frame) {
        if (frame instanceof ClientFrame.Send send) {
            sends.send(session.caller(), send);
        } else if (frame instanceof ClientFrame.Subscribe subscribe) {
            streams.subscribe(session.caller(), subscribe);
        } else if (frame instanceof ClientFrame.Unsubscribe unsubscribe) {
            streams.unsubscribe(unsubscribe);
        } else if (frame instanceof ClientFrame.Refresh refresh) {
            refresh(refresh);
        } else if (frame instanceof ClientFrame.Unclear unclear) {
            line.write(ServerFrames.problem(unclear.id(), unclear.problem()));
        } else if (frame instanceof ClientFrame.Unreadable) {
            close(CloseCode.BAD_FRAME);
        }
    }

    private void slowDown(long nanos) {
        if (nanos > 0) {
            line.hold(BackpressuredSocket.Hold.TOO_FAST);
            long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
            vertx.setTimer(millis, passed -> line.release(BackpressuredSocket.Hold.TOO_FAST));
        }
    }

    private void drained() {
        line.drained();
        streams.run();
    }

    private void refresh(ClientFrame.Refresh frame) {
        if (refreshing) {
            line.write(ServerFrames.problem(frame.id(), Problems.TOO_MANY_REQUESTS));
            return;
        }
        refreshing = true;
        shard.here(ports.sessions()
                        .refresh(session.caller(), frame.token())
                        .timeout(settings.patience().toMillis(), TimeUnit.MILLISECONDS))
                .onComplete(renewed -> refreshed(frame.id(), renewed));
    }

    private void refreshed(long id, AsyncResult<CallerSession> renewed) {
        refreshing = false;
        if (renewed.failed()) {
            line.write(ServerFrames.problem(id, FrameProblems.problem(renewed.cause())));
        } else if (!renewed.result().caller().subject().equals(session.caller().subject())) {
            line.write(ServerFrames.problem(id, Problems.FORBIDDEN));
        } else {
            renew(id, renewed.result());
        }
    }

    /** What the caller may read can have changed with its claims: a socket that follows too much is closed. */
    private void renew(long id, CallerSession renewed) {
        session = renewed;
        endAt(renewed.expires());
        line.write(ServerFrames.refreshed(id, renewed.expires()));
        streams.recheck(renewed.caller()).onFailure(cause -> {
            Problem problem = FrameProblems.problem(cause);
            close(problem.status() < 500 ? CloseCode.FORBIDDEN : CloseCode.UNAVAILABLE);
        });
    }

    private void endAt(Instant expires) {
        vertx.cancelTimer(expiry);
        if (!expires.equals(Instant.MAX)) {
            long millis = Duration.between(clock.instant(), expires).toMillis();
            expiry = vertx.setTimer(Math.max(1, millis), ended -> close(CloseCode.UNAUTHENTICATED));
        }
    }

    /** Vert.x says in this way that a message is too large; what else breaks a connection closes it by itself. */
    private void broken(Throwable cause) {
        if (cause instanceof IllegalStateException) {
            close(CloseCode.TOO_BIG);
        }
    }

    private void broken(Problem problem) {
        close(problem.status() == 503 ? CloseCode.UNAVAILABLE : CloseCode.INTERNAL);
    }

    private void close(CloseCode code) {
        line.close(code);
        stop();
    }

    private void lost() {
        line.lost();
        stop();
        over.tryComplete();
    }

    private void stop() {
        streams.stop();
        heartbeat.stop();
        vertx.cancelTimer(expiry);
    }
}
