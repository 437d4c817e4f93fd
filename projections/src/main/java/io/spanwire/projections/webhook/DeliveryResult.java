package io.spanwire.projections.webhook;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of a request to a receiver.
 *
 * @param status of the answer; 0 when there was none, or it broke off
 * @param failure why it was not delivered, as a sentence for operators; empty if it was
 * @param retryAfter how long the receiver wants to be left alone
 */
record DeliveryResult(int status, String failure, Optional<Duration> retryAfter) {
    private static final int GONE = 410;

    static DeliveryResult failed(String failure) {
        return new DeliveryResult(0, failure, Optional.empty());
    }

    /** The result of a complete answer. */
    static DeliveryResult answered(int status, Optional<Duration> retryAfter) {
        if (status >= 200 && status < 300) {
            return new DeliveryResult(status, "", Optional.empty());
        }
        String what = status >= 300 && status < 400
                ? "The receiver redirects (%d), which is not followed."
                : "The receiver answered %d.";
        return new DeliveryResult(status, String.format(Locale.ROOT, what, status), retryAfter);
    }

    boolean isDelivered() {
        return failure.isEmpty();
    }

    /** Whether the receiver wants no more requests. */
    boolean isGone() {
        return status == GONE;
    }
}
