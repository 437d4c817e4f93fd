package io.spanwire.bus.domain;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;

/** The type of a view's parameter: how its text is parsed, and its PostgreSQL type. */
public enum ParameterType {
    TEXT,
    BIGINT,
    BOOLEAN,
    UUID,
    TIMESTAMP;

    /**
     * Parses a parameter's text.
     *
     * @return a String, Long, Boolean, {@link UUID} or {@link Instant}
     * @throws IllegalArgumentException when the text is not of this type
     */
    public Object parse(String text) {
        return switch (this) {
            case TEXT -> text;
            case BIGINT -> Long.valueOf(text);
            case BOOLEAN -> parseBoolean(text);
            case UUID -> java.util.UUID.fromString(text);
            case TIMESTAMP -> parseInstant(text);
        };
    }

    private static boolean parseBoolean(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("true or false");
        }
        return text.equals("true");
    }

    private static Instant parseInstant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notInstant) {
            throw new IllegalArgumentException("An ISO-8601 instant", notInstant);
        }
    }
}
