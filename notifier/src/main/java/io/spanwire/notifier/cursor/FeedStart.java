package io.spanwire.notifier.cursor;

import io.spanwire.bus.message.FeedToken;

/** The place behind which a subscription to a feed starts. */
public sealed interface FeedStart {
    /** All events. */
    FeedStart BEGINNING = new Beginning();

    /** Only new events. */
    FeedStart NOW = new Now();

    record Beginning() implements FeedStart {}

    record Now() implements FeedStart {}

    /** Behind what the client has seen. */
    record After(FeedToken token) implements FeedStart {}

    /** Parses {@code 0}, {@code now} or a token; anything else is an {@link IllegalArgumentException} for the client. */
    static FeedStart parse(String text) {
        return switch (text) {
            case "0" -> BEGINNING;
            case "now" -> NOW;
            default -> {
                if (!FeedToken.looksLikeOne(text)) {
                    throw new IllegalArgumentException("after must be 0, now or a token of this feed");
                }
                yield new After(FeedToken.parse(text));
            }
        };
    }
}
