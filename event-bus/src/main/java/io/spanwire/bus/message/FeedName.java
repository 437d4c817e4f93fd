package io.spanwire.bus.message;

import java.util.Optional;

/**
 * The name of a feed: {@code chat/*} for all streams of a type, {@code *} for all streams.
 *
 * @param type of the streams; empty for all
 */
public record FeedName(Optional<String> type) {
    /** The feed of all streams. */
    public static final FeedName EVERYTHING = new FeedName(Optional.empty());

    private static final String ALL = "*";
    private static final String ALL_OF_TYPE = "/*";

    /** The feed of all streams of a type. */
    public static FeedName of(String type) {
        return parse(type + ALL_OF_TYPE);
    }

    /** Whether the text names a feed and not a stream. */
    public static boolean isFeed(String text) {
        return text.equals(ALL) || text.endsWith(ALL_OF_TYPE);
    }

    /** @throws IllegalArgumentException when the text names no feed; the message says how one is named */
    public static FeedName parse(String text) {
        if (text.equals(ALL)) {
            return EVERYTHING;
        }
        if (!text.endsWith(ALL_OF_TYPE)) {
            throw new IllegalArgumentException("A feed is named type/* or *");
        }
        String type = text.substring(0, text.length() - ALL_OF_TYPE.length());
        return new FeedName(Optional.of(new StreamId(type, "any").type()));
    }

    public boolean contains(StreamId stream) {
        return type.isEmpty() || type.get().equals(stream.type());
    }

    @Override
    public String toString() {
        return type.map(name -> name + ALL_OF_TYPE).orElse(ALL);
    }
}
