package io.spanwire.edge.stream;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;

/** {@code /api/streams/{type}/{key}/{what}}, taken apart: {@code what} is a command's name, or {@code events}. */
public record StreamPath(StreamId stream, String what) {
    /** The path in front of a stream's type. */
    public static final String PREFIX = "/api/streams/";

    /** The last part of a stream's history. */
    public static final String EVENTS = "events";

    /**
     * Takes a path apart.
     *
     * @throws ProblemException not-found, unknown-stream-type, or malformed when the key is none
     */
    public static StreamPath parse(String path, Domains domains) {
        int key = path.indexOf('/', PREFIX.length()) + 1;
        int what = path.indexOf('/', key) + 1;
        if (key == 0 || what == 0 || what == path.length() || path.indexOf('/', what) >= 0) {
            throw new ProblemException(Problems.NOT_FOUND);
        }
        String type = path.substring(PREFIX.length(), key - 1);
        if (domains.streamType(type).isEmpty()) {
            throw new ProblemException(Problems.UNKNOWN_STREAM_TYPE);
        }
        return new StreamPath(stream(type, path.substring(key, what - 1)), path.substring(what));
    }

    private static StreamId stream(String type, String key) {
        try {
            return new StreamId(type, key);
        } catch (IllegalArgumentException notKey) {
            throw new ProblemException(Problems.MALFORMED.because(String.valueOf(notKey.getMessage())));
        }
    }
}
