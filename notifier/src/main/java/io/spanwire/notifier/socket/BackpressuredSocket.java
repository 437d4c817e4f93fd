package io.spanwire.notifier.socket;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.util.EnumSet;
import java.util.Set;

/**
 * One WebSocket with bounded buffers in both directions. Writes never block; while the write buffer is full, reading is
 * paused, so that a client that sends without receiving costs bounded memory. Belongs to the socket's event loop.
 */
final class BackpressuredSocket {
    /** A reason for which reading is paused. */
    enum PauseReason {
        WRITE_BUFFER_FULL,
        TOO_FAST
    }

    private final ServerWebSocket socket;
    private final long spreadSeconds;
    private final Set<PauseReason> pauseReasons = EnumSet.noneOf(PauseReason.class);
    private boolean closed;
    private boolean progressed;

    BackpressuredSocket(ServerWebSocket socket, SocketSettings settings) {
        this.socket = socket;
        this.spreadSeconds = settings.spread().toSeconds();
        socket.setWriteQueueMaxSize(settings.buffer());
    }

    boolean isFull() {
        return closed || socket.writeQueueFull();
    }

    void write(String frame) {
        if (!closed) {
            socket.writeTextMessage(frame);
            pauseIfFull();
        }
    }

    /** Writes frames that are encoded already; see {@link EncodedFrames}. */
    void writeEncoded(Buffer frames) {
        if (!closed) {
            socket.writeFrame(WebSocketFrame.binaryFrame(frames, true));
            pauseIfFull();
        }
    }

    void drained() {
        progressed = true;
        resume(PauseReason.WRITE_BUFFER_FULL);
    }

    void pause(PauseReason reason) {
        if (pauseReasons.add(reason) && pauseReasons.size() == 1) {
            socket.pause();
        }
    }

    void resume(PauseReason reason) {
        if (pauseReasons.remove(reason) && pauseReasons.isEmpty() && !closed) {
            socket.resume();
        }
    }

    /** Whether reading is paused. */
    boolean isPaused() {
        return !pauseReasons.isEmpty();
    }

    /** Whether a full buffer has drained since the last call. */
    boolean hasProgressed() {
        boolean result = progressed;
        progressed = false;
        return result;
    }

    private void pauseIfFull() {
        if (socket.writeQueueFull()) {
            pause(PauseReason.WRITE_BUFFER_FULL);
        }
    }

    void close(CloseCode code) {
        if (!closed) {
            closed = true;
            socket.resume();
            socket.close((short) code.code(), code.reason(spreadSeconds));
        }
    }

    void connectionClosed() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }
}
