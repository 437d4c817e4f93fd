package io.spanwire.notifier.socket;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What stands behind a frame's verb. Everything not as expected is an {@link IllegalArgumentException} that names it. */
final class FrameBody {
    /** The largest whole number JavaScript keeps exactly. */
    private static final long LARGEST = (1L << 53) - 1;

    private final String verb;
    private final JsonNode json;

    FrameBody(String verb, JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException(verb + " is an object");
        }
        this.verb = verb;
        this.json = json;
    }

    /** A whole number from 0 on that JavaScript keeps exactly, if it is one. */
    static OptionalLong whole(JsonNode node) {
        boolean whole = node.isIntegralNumber()
                && node.canConvertToLong()
                && node.longValue() >= 0
                && node.longValue() <= LARGEST;
        return whole ? OptionalLong.of(node.longValue()) : OptionalLong.empty();
    }

    void allow(String... keys) {
        Set<String> allowed = Set.of(keys);
        json.propertyStream().map(Map.Entry::getKey).forEach(key -> {
            if (!allowed.contains(key)) {
                throw new IllegalArgumentException(verb + " has only " + String.join(", ", keys));
            }
        });
    }

    boolean has(String key) {
        return json.has(key);
    }

    JsonNode any(String key) {
        if (!json.has(key)) {
            throw new IllegalArgumentException(verb + "." + key + " is missing");
        }
        return json.get(key);
    }

    String text(String key) {
        JsonNode node = any(key);
        if (!node.isTextual() || node.textValue().isEmpty()) {
            throw new IllegalArgumentException(verb + "." + key + " is a text");
        }
        return node.textValue();
    }

    Optional<String> optionalText(String key) {
        return json.has(key) ? Optional.of(text(key)) : Optional.empty();
    }

    long version(String key) {
        return whole(any(key))
                .orElseThrow(() -> new IllegalArgumentException(verb + "." + key + " is a version, 0 or more"));
    }
}
