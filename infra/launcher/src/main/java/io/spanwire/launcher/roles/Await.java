package io.spanwire.launcher.roles;

import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.projections.relay.HistoryMismatch;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Blocking waits for asynchronous starts and stops; never called on an event loop. */
final class Await {
    private static final Logger LOG = LoggerFactory.getLogger(Await.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String ADVICE = "Kafka and PostgreSQL must be reachable and belong to this installation.";

    private Await() {}

    static <T> T started(String part, Future<T> start) {
        return started(part, start.toCompletionStage());
    }

    static <T> T started(String part, CompletionStage<T> start) {
        try {
            return start.toCompletableFuture().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw cause instanceof UserFacingException expected
                    ? expected
                    : new UserFacingException(
                            "The " + part + " did not start: "
                                    + Objects.requireNonNullElseGet(cause.getMessage(), cause::toString),
                            cause instanceof HistoryMismatch ? Preparation.OTHER_HISTORY : ADVICE,
                            cause);
        } catch (TimeoutException e) {
            throw new UserFacingException(
                    "The " + part + " did not start within " + TIMEOUT.toSeconds() + " s.", ADVICE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserFacingException("Interrupted while starting the " + part + ".", "Start again.", e);
        }
    }

    /** Waits for a part to stop; a failure or timeout is only logged, so that the other parts stop too. */
    static void stopped(String part, Future<?> stop) {
        try {
            stop.toCompletionStage().toCompletableFuture().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.error("part did not stop part={}", part, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
