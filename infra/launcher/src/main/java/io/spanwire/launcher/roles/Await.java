package io.spanwire.launcher.roles;

import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.projections.relay.HistoryMismatch;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for asynchronous starts and stops, on the thread that runs them; never on an event loop. */
final class Await {
    private static final Logger LOG = LoggerFactory.getLogger(Await.class);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private Await() {}

    /** The part, once started. */
    static <T> T started(String part, Future<T> start) {
        return started(part, start.toCompletionStage());
    }

    /** The part, once started. */
    static <T> T started(String part, CompletionStage<T> start) {
        String advice = "Kafka and PostgreSQL must be reachable and this installation's own.";
        try {
            return start.toCompletableFuture().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UserFacingException refusal) {
                throw refusal;
            }
            boolean otherHistory = failed.getCause() instanceof HistoryMismatch;
            throw new UserFacingException(
                    "The " + part + " did not start: " + reason(failed),
                    otherHistory ? Preparation.OTHER_HISTORY : advice,
                    failed.getCause());
        } catch (TimeoutException tooLate) {
            throw new UserFacingException(
                    "The " + part + " did not start within " + LONGEST.toSeconds() + " s.", advice, tooLate);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UserFacingException("Interrupted while starting the " + part + ".", "Start again.", interrupted);
        }
    }

    private static String reason(ExecutionException failed) {
        Throwable cause = failed.getCause() == null ? failed : failed.getCause();
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** Waits for a part to stop; one that does not is left behind with a line in the log. */
    static void stopped(String part, Future<?> stop) {
        try {
            stop.toCompletionStage().toCompletableFuture().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            LOG.error("part did not stop part={}", part, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
