package io.spanwire.edge.webhook;

import io.spanwire.bus.message.FeedToken;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** The place in the events of all streams behind which a webhook continues. */
sealed interface WebhookPlace {
    /** All events. */
    record Beginning() implements WebhookPlace {}

    /** Only what is stored from now on. */
    record Now() implements WebhookPlace {}

    /** Events from a time on, and some before it. */
    record Since(Instant time) implements WebhookPlace {}

    /** Behind a place in a feed. */
    record After(FeedToken token) implements WebhookPlace {}

    /** Parses {@code beginning}, {@code now}, a time or a token; anything else is an {@link IllegalArgumentException}. */
    static WebhookPlace parse(String text) {
        return switch (text) {
            case "beginning" -> new Beginning();
            case "now" -> new Now();
            default -> FeedToken.looksLikeOne(text) ? new After(FeedToken.parse(text)) : new Since(time(text));
        };
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException notATime) {
            throw new IllegalArgumentException("Neither beginning, now, a time nor a token", notATime);
        }
    }
}
