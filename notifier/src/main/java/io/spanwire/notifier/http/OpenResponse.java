package io.spanwire.notifier.http;

import io.spanwire.notifier.hub.HubShard;
import io.spanwire.notifier.hub.OpenSubscription;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The common part of all feeds: a subscription, timers, and one end. Belongs to its shard's event loop, except
 * {@link #serverStops}.
 */
final class OpenResponse {
    private static final int MAX_BLOCKED_BEATS = 3;

    private final Vertx vertx;
    private final HubShard shard;
    private final OpenSubscription subscription;
    private final Set<OpenResponse> open;
    private final Runnable onEnd;
    private final List<Long> timers = new ArrayList<>();
    private Runnable onServerStop = () -> {};
    private int blockedBeats;
    private boolean ended;

    /** @param open the set of all open feeds, which contains this one until it ends */
    OpenResponse(Vertx vertx, HubShard shard, OpenSubscription subscription, Set<OpenResponse> open, Runnable onEnd) {
        this.vertx = vertx;
        this.shard = shard;
        this.subscription = subscription;
        this.open = open;
        this.onEnd = onEnd;
        open.add(this);
    }

    /** Runs the task once after a delay, unless the feed has ended by then. */
    void runAfter(Duration delay, Runnable task) {
        timers.add(vertx.setTimer(Math.max(1, delay.toMillis()), late -> task.run()));
    }

    void onServerStop(Runnable task) {
        onServerStop = task;
    }

    /** Runs the action of {@link #onServerStop}. Any thread. */
    void serverStops() {
        shard.runSoon(() -> {
            if (!ended) {
                onServerStop.run();
            }
        });
    }

    /** Continues when the response drains; ends the feed when it stays blocked for several beats. */
    void startHeartbeat(HttpServerResponse response, int buffer, Duration interval, Runnable beat) {
        response.setWriteQueueMaxSize(buffer);
        response.drainHandler(drained -> {
            blockedBeats = 0;
            subscription.run();
        });
        timers.add(vertx.setPeriodic(interval.toMillis(), tick -> beat(response, beat)));
    }

    void run() {
        subscription.run();
    }

    /** Ends the feed. Idempotent. */
    void end() {
        if (!ended) {
            ended = true;
            timers.forEach(vertx::cancelTimer);
            subscription.stop();
            open.remove(this);
            onEnd.run();
        }
    }

    private void beat(HttpServerResponse response, Runnable beat) {
        if (!response.writeQueueFull()) {
            blockedBeats = 0;
            beat.run();
        } else if (++blockedBeats >= MAX_BLOCKED_BEATS) {
            response.reset();
            end();
        } else {
            subscription.releasePage();
        }
    }
}
