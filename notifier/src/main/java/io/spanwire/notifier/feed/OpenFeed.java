package io.spanwire.notifier.feed;

import io.spanwire.notifier.hub.HubShard;
import io.spanwire.notifier.hub.Subscription;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What every feed has: a subscription, timers, and one end. Belongs to its shard's event loop, but for
 * {@link #serverStops}.
 */
final class OpenFeed {
    private static final int STUCK_BEATS = 3;

    private final Vertx vertx;
    private final HubShard shard;
    private final Subscription subscription;
    private final Set<OpenFeed> open;
    private final Runnable ended;
    private final List<Long> timers = new ArrayList<>();
    private Runnable whenServerStops = () -> {};
    private int stuck;
    private boolean over;

    /** @param open all feeds, which this one belongs to until it ends */
    OpenFeed(Vertx vertx, HubShard shard, Subscription subscription, Set<OpenFeed> open, Runnable ended) {
        this.vertx = vertx;
        this.shard = shard;
        this.subscription = subscription;
        this.open = open;
        this.ended = ended;
        open.add(this);
    }

    /** Runs once after a while, unless the feed is over by then. */
    void after(Duration wait, Runnable task) {
        timers.add(vertx.setTimer(Math.max(1, wait.toMillis()), late -> task.run()));
    }

    void whenServerStops(Runnable task) {
        whenServerStops = task;
    }

    /** From any thread. */
    void serverStops() {
        shard.later(() -> {
            if (!over) {
                whenServerStops.run();
            }
        });
    }

    /** Goes on whenever the response drains; one that takes nothing for several beats is given up. */
    void pace(HttpServerResponse response, int buffer, Duration every, Runnable beat) {
        response.setWriteQueueMaxSize(buffer);
        response.drainHandler(drained -> {
            stuck = 0;
            subscription.run();
        });
        timers.add(vertx.setPeriodic(every.toMillis(), tick -> beat(response, beat)));
    }

    void run() {
        subscription.run();
    }

    /** Ends it; the second time does nothing. */
    void end() {
        if (!over) {
            over = true;
            timers.forEach(vertx::cancelTimer);
            subscription.stop();
            open.remove(this);
            ended.run();
        }
    }

    private void beat(HttpServerResponse response, Runnable beat) {
        if (!response.writeQueueFull()) {
            stuck = 0;
            beat.run();
        } else if (++stuck >= STUCK_BEATS) {
            response.reset();
            end();
        } else {
            subscription.releasePage();
        }
    }
}
