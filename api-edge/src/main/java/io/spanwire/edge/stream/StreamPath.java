package io.spanwire.edge.stream;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;

/** The parsed path {@code /api/streams/{type}/{key}/{name}}; the name is a command's, or {@code events}. */
public record StreamPath(StreamId stream, String name) {
    public static final String PREFIX = "/api/streams/";
    public static final String EVENTS = "events";

    /** @throws ProblemException not-found, unknown-stream-type, or malformed for an invalid key */
    public static StreamPath parse(String path, Domains domains) {
        int key = path.indexOf('/', PREFIX.length()) + 1;
        int name = path.indexOf('/', key) + 1;
        if (key == 0 || name == 0 || name == path.length() || path.indexOf('/', name) >= 0) {
            throw new ProblemException(Problems.NOT_FOUND);
        }
        String type = path.substring(PREFIX.length(), key - 1);
        if (domains.streamType(type).isEmpty()) {
            throw new ProblemException(Problems.UNKNOWN_STREAM_TYPE);
        }
        return new StreamPath(stream(type, path.substring(key, name - 1)), path.substring(name));
    }

    /**
     * Whether it is the path of a stream itself, {@code /api/streams/{type}/{key}}. {@code /api/streams/{type}/events} is
     * reserved for the events of all streams of a type.
     */
    public static boolean isStream(String path) {
        int key = path.indexOf('/', PREFIX.length()) + 1;
        return key > 0
                && key < path.length()
                && path.indexOf('/', key) < 0
                && !path.substring(key).equals(EVENTS);
    }

    /** Whether it is the path of the events of all streams of a type, {@code /api/streams/{type}/events}. */
    public static boolean isFeed(String path) {
        int events = path.indexOf('/', PREFIX.length()) + 1;
        return events > 0 && path.substring(events).equals(EVENTS);
    }

    /**
     * Parses the path of a stream itself.
     *
     * @throws ProblemException as {@link #parse}
     */
    public static StreamId parseStream(String path, Domains domains) {
        return parse(path + '/' + EVENTS, domains).stream();
    }

    private static StreamId stream(String type, String key) {
        try {
            return new StreamId(type, key);
        } catch (IllegalArgumentException notKey) {
            throw new ProblemException(Problems.MALFORMED.because(String.valueOf(notKey.getMessage())));
        }
    }
}
