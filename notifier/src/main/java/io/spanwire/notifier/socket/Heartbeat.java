package io.spanwire.notifier.socket;

import io.vertx.core.Vertx;

/**
 * Tells a client that is slow from one that is gone. A socket whose buffer is not full is sent {@code {}} and must send
 * anything in time; one whose buffer is full must take something off it from one beat to the next.
 */
final class Heartbeat {
    private final Vertx vertx;
    private final BackpressuredSocket line;
    private final SocketSettings settings;
    private final Runnable stuck;
    private final Runnable missed;
    private final long beat;
    private long deadline = -1;
    private boolean heard;
    private boolean wasFull;

    /**
     * @param stuck called at every beat at which nothing more could be written
     * @param missed called when the client is taken for gone
     */
    Heartbeat(Vertx vertx, BackpressuredSocket line, SocketSettings settings, Runnable stuck, Runnable missed) {
        this.vertx = vertx;
        this.line = line;
        this.settings = settings;
        this.stuck = stuck;
        this.missed = missed;
        this.beat = vertx.setPeriodic(settings.heartbeat().toMillis(), tick -> beat());
    }

    /** The client sent something. */
    void heard() {
        heard = true;
    }

    void stop() {
        vertx.cancelTimer(beat);
        vertx.cancelTimer(deadline);
    }

    private void beat() {
        boolean moved = line.hasMoved();
        boolean full = line.isFull();
        if (full && wasFull && !moved) {
            missed.run();
        } else if (full) {
            stuck.run();
        } else {
            ask();
        }
        wasFull = full;
    }

    private void ask() {
        heard = false;
        line.write(ServerFrames.HEARTBEAT);
        deadline = vertx.setTimer(settings.answer().toMillis(), late -> check());
    }

    private void check() {
        if (!heard && !line.isHeld()) {
            missed.run();
        }
    }
}
