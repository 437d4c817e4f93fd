package io.spanwire.projections.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What operators see of a webhook's deliveries in a partition: how many, when the last one succeeded or failed and why, and
 * since when nothing but failures. One thread.
 */
final class DeliveryCount {
    private long delivered;
    private int failures;
    private @Nullable Instant failing;
    private @Nullable Instant succeeded;
    private @Nullable Instant failed;
    private DeliveryResult failure = DeliveryResult.failed("");
    private boolean isChanged;

    /**
     * What is stored.
     *
     * @param failures in a row
     * @param failing since when; null when the last delivery succeeded
     */
    DeliveryCount(long delivered, int failures, @Nullable Instant failing) {
        this.delivered = delivered;
        this.failures = failures;
        this.failing = failing;
    }

    void succeeded(Instant now) {
        delivered++;
        failures = 0;
        failing = null;
        succeeded = now;
        isChanged = true;
    }

    void failed(DeliveryResult result, Instant now) {
        failures = Math.addExact(failures, 1);
        failing = failing == null ? now : failing;
        failed = now;
        failure = result;
        isChanged = true;
    }

    void stored() {
        isChanged = false;
    }

    /** Whether there is something to store. */
    boolean isChanged() {
        return isChanged;
    }

    long delivered() {
        return delivered;
    }

    int failures() {
        return failures;
    }

    @Nullable
    Instant failing() {
        return failing;
    }

    /** When a delivery last succeeded here; null if none has since this process has the partition. */
    @Nullable
    Instant succeededAt() {
        return succeeded;
    }

    /** The same of failures. */
    @Nullable
    Instant failedAt() {
        return failed;
    }

    /** The last failure; without text if there was none. */
    DeliveryResult failure() {
        return failure;
    }
}
