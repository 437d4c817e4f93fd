package io.spanwire.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/**
 * A load of posts to one room that measures fan-out throughput: a fixed number in flight, the next post sent when the
 * deliveries of one post to all subscribers have arrived. It ends when every subscriber has received every post.
 */
public final class FanOut {
    private static final Duration GRACE = Duration.ofSeconds(60);

    private LoadOperation post = number -> Future.succeededFuture();
    private int subscribers = 1;
    private Promise<Long> finished = Promise.promise();
    private long end;
    private long posted;
    private long delivered;
    private long counted;

    /** Counts an event received by a subscriber. */
    public void countDelivery() {
        delivered++;
        counted += System.nanoTime() < end ? 1 : 0;
        if (delivered % subscribers == 0) {
            next();
        }
    }

    /** Returns how many deliveries arrived within the time. */
    public long runFor(
            LoadGenerator load, SubscriberGroup group, int inFlight, Duration time, LoadOperation operation) {
        return load.await(() -> start(group.size(), inFlight, time, operation), time.plus(GRACE));
    }

    private Future<Long> start(int groupSize, int inFlight, Duration time, LoadOperation operation) {
        post = operation;
        subscribers = groupSize;
        finished = Promise.promise();
        counted = 0;
        end = System.nanoTime() + time.toNanos();
        for (int i = 0; i < inFlight; i++) {
            next();
        }
        return finished.future();
    }

    private void next() {
        if (System.nanoTime() < end) {
            post.run(posted++).onFailure(finished::tryFail);
        } else if (delivered == posted * subscribers) {
            finished.tryComplete(counted);
        } else if (delivered > posted * subscribers) {
            finished.tryFail("too many deliveries: " + delivered + " of " + posted + " posts to " + subscribers
                    + " subscribers");
        }
    }
}
