package io.spanwire.projections.exportfile;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.message.StreamId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;

/** The properties of one line. What is missing or of another type throws IllegalArgumentException and names it. */
record LineFields(JsonNode json) {
    String text(String name) {
        JsonNode value = json.path(name);
        require(value.isTextual(), name, "a text");
        return value.textValue();
    }

    long number(String name) {
        JsonNode value = json.path(name);
        require(value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0, name, "a number");
        return value.longValue();
    }

    int count(String name) {
        long number = number(name);
        require(number <= Integer.MAX_VALUE, name, "a number below 2^31");
        return (int) number;
    }

    UUID uuid(String name) {
        String text = text(name);
        try {
            UUID uuid = UUID.fromString(text);
            require(uuid.toString().equals(text), name, "a UUID");
            return uuid;
        } catch (IllegalArgumentException other) {
            throw new IllegalArgumentException("\"" + name + "\" must be a UUID", other);
        }
    }

    Instant time(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeParseException other) {
            throw new IllegalArgumentException("\"" + name + "\" must be a time like 2026-11-22T10:00:00.123Z", other);
        }
    }

    StreamId stream(String name) {
        try {
            return StreamId.parse(text(name));
        } catch (IllegalArgumentException other) {
            throw new IllegalArgumentException("\"" + name + "\" must name a stream like chat/general", other);
        }
    }

    private static void require(boolean right, String name, String wanted) {
        if (!right) {
            throw new IllegalArgumentException("\"" + name + "\" must be " + wanted);
        }
    }
}
