package io.spanwire.notifier.socket;

import io.vertx.core.Vertx;

/**
 * Distinguishes a slow client from a dead one. A socket whose write buffer is not full is sent {@code {}} and must send
 * any frame in time; one whose buffer is full must drain some of it between two beats.
 */
final class Heartbeat {
    private final Vertx vertx;
    private final BackpressuredSocket socket;
    private final SocketSettings settings;
    private final Runnable onBlocked;
    private final Runnable onMissed;
    private final long beatTimer;
    private long answerTimer = -1;
    private boolean received;
    private boolean wasFull;

    /**
     * @param onBlocked called at every beat at which the write buffer is full
     * @param onMissed called when the client is considered dead
     */
    Heartbeat(Vertx vertx, BackpressuredSocket socket, SocketSettings settings, Runnable onBlocked, Runnable onMissed) {
        this.vertx = vertx;
        this.socket = socket;
        this.settings = settings;
        this.onBlocked = onBlocked;
        this.onMissed = onMissed;
        this.beatTimer = vertx.setPeriodic(settings.heartbeat().toMillis(), tick -> beat());
    }

    /** The client sent a frame. */
    void frameReceived() {
        received = true;
    }

    void stop() {
        vertx.cancelTimer(beatTimer);
        vertx.cancelTimer(answerTimer);
    }

    private void beat() {
        boolean progressed = socket.hasProgressed();
        boolean full = socket.isFull();
        if (full && wasFull && !progressed) {
            onMissed.run();
        } else if (full) {
            onBlocked.run();
        } else {
            sendHeartbeat();
        }
        wasFull = full;
    }

    private void sendHeartbeat() {
        received = false;
        socket.write(ServerFrames.HEARTBEAT);
        answerTimer = vertx.setTimer(settings.heartbeatTimeout().toMillis(), late -> checkAnswer());
    }

    private void checkAnswer() {
        if (!received && !socket.isPaused()) {
            onMissed.run();
        }
    }
}
