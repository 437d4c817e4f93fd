package io.spanwire.bus.message;

import java.util.regex.Pattern;

/**
 * The name of one stream: {@code type/key}, e.g. {@code chat/general}. The type is {@code [a-z][a-z0-9-]{0,31}}, the
 * key {@code [A-Za-z0-9._~-]{1,128}}, so the text needs no escaping in a URL path or in JSON.
 */
public record StreamId(String type, String key) {
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._~-]{1,128}");

    /** @throws IllegalArgumentException when a part is invalid; the message says what is allowed */
    public StreamId {
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("A stream type matches " + TYPE.pattern());
        }
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("A stream key matches " + KEY.pattern());
        }
    }

    /** Parses {@code type/key}. */
    public static StreamId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("A stream is named type/key, for example chat/general");
        }
        return new StreamId(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return type + '/' + key;
    }
}
