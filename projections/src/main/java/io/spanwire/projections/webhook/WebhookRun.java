package io.spanwire.projections.webhook;

import io.spanwire.bus.retry.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A webhook in this process: its cursors, and whether its receiver works. After a failure nothing is sent for a pause, which
 * grows with each further one; then one request tries, and the first that succeeds ends the caution. So a receiver that is
 * down gets one request at a time, a minute apart at most, and no other webhook waits for it. One thread.
 */
final class WebhookRun {
    /** Requests under way at the same time: in one partition, and in all. */
    static final int MAX_OF_PARTITION = 8;

    static final int MAX = 64;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** By partition. */
    final Map<Integer, WebhookCursor> cursors = new TreeMap<>();

    private final Duration longestPause;
    private final Backoff backoff;
    private Webhook webhook;
    private int underWay;
    private int failures;
    private int round;
    private Instant notBefore = Instant.MIN;

    /** @param longestPause between two attempts to deliver an event */
    WebhookRun(Webhook webhook, Duration longestPause) {
        this.webhook = webhook;
        this.longestPause = longestPause;
        Duration longest = longestPause.compareTo(LONGEST_PAUSE) < 0 ? longestPause : LONGEST_PAUSE;
        this.backoff = new Backoff(longest.compareTo(FIRST_PAUSE) < 0 ? longest : FIRST_PAUSE, longest);
    }

    Webhook webhook() {
        return webhook;
    }

    /** Takes the webhook as it is stored now. A new generation forgets the failures. */
    void update(Webhook stored) {
        if (stored.generation() != webhook.generation()) {
            failures = 0;
            notBefore = Instant.MIN;
            cursors.values().forEach(WebhookCursor::end);
        }
        webhook = stored;
    }

    /** How many requests may be sent now. */
    int free(Instant now) {
        if (!webhook.isActive() || now.isBefore(notBefore)) {
            return 0;
        }
        return isCautious() ? Math.max(0, 1 - underWay) : MAX - underWay;
    }

    boolean isCautious() {
        return failures > 0;
    }

    /** Marks the requests that are sent before the next failure. */
    int round() {
        return round;
    }

    void sent() {
        underWay++;
    }

    /** A request has ended, and what became of it does not count. */
    void ended() {
        underWay--;
    }

    void delivered() {
        underWay--;
        if (failures > 1) { // the receiver was down: what waits, waits for nothing
            cursors.values().forEach(WebhookCursor::tryAgain);
        }
        failures = 0;
    }

    /** Requests that were sent together, and fail together, are one failure. */
    void failed(int sentInRound, DeliveryResult result, Instant now) {
        underWay--;
        Duration asked = result.retryAfter().orElse(Duration.ZERO);
        Duration bounded = asked.compareTo(longestPause) < 0 ? asked : longestPause;
        Duration pause = bounded;
        if (sentInRound == round) {
            Duration own = backoff.pause(failures++);
            pause = own.compareTo(bounded) < 0 ? bounded : own;
            round++;
        }
        Instant until = now.plus(pause);
        notBefore = until.isAfter(notBefore) ? until : notBefore;
    }

    /** When something may be sent that may not now; empty if only other events can change that. */
    Optional<Instant> nextTry(Instant now) {
        if (!webhook.isActive()) {
            return Optional.empty();
        }
        if (now.isBefore(notBefore)) {
            return Optional.of(notBefore);
        }
        return cursors.values().stream()
                .flatMap(cursor -> cursor.nextTry().stream())
                .filter(time -> time.isAfter(now))
                .min(Instant::compareTo);
    }

    /** Since when there have been nothing but failures; empty if the last delivery succeeded. */
    Optional<Instant> failing() {
        return failing(cursors.values());
    }

    private static Optional<Instant> failing(Collection<WebhookCursor> cursors) {
        @Nullable Instant earliest = null;
        for (WebhookCursor cursor : cursors) {
            @Nullable Instant since = cursor.count().failing();
            if (since != null && (earliest == null || since.isBefore(earliest))) {
                earliest = since;
            }
        }
        return Optional.ofNullable(earliest);
    }
}
