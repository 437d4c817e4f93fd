package io.spanwire.notifier.socket;

import io.vertx.core.http.ServerWebSocket;
import java.util.EnumSet;
import java.util.Set;

/**
 * One socket's two directions. Writing never waits; while more is written than sent, nothing is read, so that a client
 * that asks but does not listen costs bounded memory. Belongs to the socket's event loop.
 */
final class BackpressuredSocket {
    /** Why nothing is read for now. */
    enum Hold {
        UNSENT,
        TOO_FAST
    }

    private final ServerWebSocket socket;
    private final long spreadSeconds;
    private final Set<Hold> holds = EnumSet.noneOf(Hold.class);
    private boolean closed;
    private boolean moved;

    BackpressuredSocket(ServerWebSocket socket, SocketSettings settings) {
        this.socket = socket;
        this.spreadSeconds = settings.spread().toSeconds();
        socket.setWriteQueueMaxSize(settings.buffer());
    }

    boolean isFull() {
        return closed || socket.writeQueueFull();
    }

    void write(String frame) {
        if (closed) {
            return;
        }
        socket.writeTextMessage(frame);
        if (socket.writeQueueFull()) {
            hold(Hold.UNSENT);
        }
    }

    void drained() {
        moved = true;
        release(Hold.UNSENT);
    }

    void hold(Hold reason) {
        if (holds.add(reason) && holds.size() == 1) {
            socket.pause();
        }
    }

    void release(Hold reason) {
        if (holds.remove(reason) && holds.isEmpty() && !closed) {
            socket.resume();
        }
    }

    /** Whether frames of the client are left unread. */
    boolean isHeld() {
        return !holds.isEmpty();
    }

    /** Whether anything left a full buffer since this was asked last. */
    boolean hasMoved() {
        boolean answer = moved;
        moved = false;
        return answer;
    }

    void close(CloseCode code) {
        if (!closed) {
            closed = true;
            socket.resume();
            socket.close((short) code.code(), code.reason(spreadSeconds));
        }
    }

    void lost() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }
}
