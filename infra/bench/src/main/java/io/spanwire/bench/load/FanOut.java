package io.spanwire.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/**
 * Posts to a room, so many in flight, the next one when an audience's worth of deliveries has arrived: how fast a server
 * fans out. It ends when every subscriber has every post, which proves that none was lost or sent twice.
 */
public final class FanOut {
    private static final Duration GRACE = Duration.ofSeconds(60);

    private static final LoadOperation NOTHING = number -> Future.succeededFuture();

    private LoadOperation post = NOTHING;
    private int audience = 1;
    private Promise<Long> finished = Promise.promise();
    private long end;
    private long posted;
    private long delivered;
    private long counted;

    /** A subscriber got an event. */
    public void delivered() {
        delivered++;
        counted += System.nanoTime() < end ? 1 : 0;
        if (delivered % audience == 0) {
            next();
        }
    }

    /** Returns the deliveries that arrived in that time. */
    public long during(LoadGenerator load, Audience to, int inFlight, Duration time, LoadOperation how) {
        return load.play(() -> start(to.size(), inFlight, time, how), time.plus(GRACE));
    }

    private Future<Long> start(int subscribers, int inFlight, Duration time, LoadOperation how) {
        post = how;
        audience = subscribers;
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
        } else if (delivered == posted * audience) {
            finished.tryComplete(counted);
        } else if (delivered > posted * audience) {
            finished.tryFail("more deliveries than posts: " + delivered + " of " + posted + " to " + audience);
        }
    }
}
