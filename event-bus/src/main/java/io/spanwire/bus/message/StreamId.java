package io.spanwire.bus.message;

import java.util.regex.Pattern;

/**
 * Names one stream: {@code type/key}, e.g. {@code chat/general}. The type is {@code [a-z][a-z0-9-]{0,31}}, the key
 * {@code [A-Za-z0-9._~-]{1,128}}, so the text is safe in a URL path and in JSON without escaping.
 */
public record StreamId(String type, String key) {
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._~-]{1,128}");

    /** Refuses what is not a stream's name with an {@link IllegalArgumentException} that says what is allowed. */
    public StreamId {
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("A stream type is " + TYPE.pattern());
        }
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("A stream key is " + KEY.pattern());
        }
    }

    /** Reads {@code type/key}. */
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
