package io.spanwire.bench.load;

import io.spanwire.bench.BenchFailed;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Blocks the main thread until a future completes, with a timeout. */
public final class EventLoopWait {

    private EventLoopWait() {}

    public static <T> T await(Future<T> future, Duration timeout) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new BenchFailed("no response within " + timeout.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new BenchFailed(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailed("interrupted", e);
        }
    }
}
