package io.spanwire.bench.load;

import io.spanwire.bench.BenchFailed;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where the main thread waits for the event loop; every wait ends. */
public final class EventLoopWait {

    private EventLoopWait() {}

    public static <T> T on(Future<T> future, Duration most) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new BenchFailed("no answer within " + most.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new BenchFailed(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailed("interrupted", e);
        }
    }
}
