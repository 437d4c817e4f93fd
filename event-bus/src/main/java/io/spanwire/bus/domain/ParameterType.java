package io.spanwire.bus.domain;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;

/** The type of a view's parameter: how its text is parsed, and its PostgreSQL type. */
public enum ParameterType {
    TEXT {
        @Override
        public Object parse(String text) {
            return text;
        }
    },
    BIGINT {
        @Override
        public Object parse(String text) {
            return Long.valueOf(text);
        }
    },
    BOOLEAN {
        @Override
        public Object parse(String text) {
            if (!text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException("true or false");
            }
            return Boolean.valueOf(text);
        }
    },
    UUID {
        @Override
        public Object parse(String text) {
            return java.util.UUID.fromString(text);
        }
    },
    TIMESTAMP {
        @Override
        public Object parse(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException notInstant) {
                throw new IllegalArgumentException("An ISO-8601 instant", notInstant);
            }
        }
    };

    /**
     * Parses a parameter's text.
     *
     * @return a String, Long, Boolean, {@link UUID} or {@link Instant}
     * @throws IllegalArgumentException when the text is not of this type
     */
    public abstract Object parse(String text);
}
