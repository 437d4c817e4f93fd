package io.spanwire.notifier.socket;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** The body of a frame's verb. Every invalid value is an {@link IllegalArgumentException} that names it. */
final class FrameBody {
    /** The largest integer that JavaScript represents exactly. */
    private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

    private final String verb;
    private final JsonNode json;

    FrameBody(String verb, JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException(verb + " must be an object");
        }
        this.verb = verb;
        this.json = json;
    }

    /** The node's value, if it is an integer from 0 up to the largest that JavaScript represents exactly. */
    static OptionalLong whole(JsonNode node) {
        boolean valid = node.isIntegralNumber()
                && node.canConvertToLong()
                && node.longValue() >= 0
                && node.longValue() <= MAX_SAFE_INTEGER;
        return valid ? OptionalLong.of(node.longValue()) : OptionalLong.empty();
    }

    void allow(String... keys) {
        Set<String> allowed = Set.of(keys);
        json.propertyStream().map(Map.Entry::getKey).forEach(key -> {
            if (!allowed.contains(key)) {
                throw new IllegalArgumentException(verb + " may only have " + String.join(", ", keys));
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
            throw new IllegalArgumentException(verb + "." + key + " must be a non-empty string");
        }
        return node.textValue();
    }

    Optional<String> optionalText(String key) {
        return json.has(key) ? Optional.of(text(key)) : Optional.empty();
    }

    /** An array of strings, none if it is missing. */
    Set<String> texts(String key, int max) {
        JsonNode node = json.path(key);
        if (node.isMissingNode()) {
            return Set.of();
        }
        boolean valid = node.isArray()
                && !node.isEmpty()
                && node.size() <= max
                && node.valueStream().allMatch(JsonNode::isTextual);
        if (!valid) {
            throw new IllegalArgumentException(verb + "." + key + " must be an array of 1 to " + max + " strings");
        }
        return node.valueStream().map(JsonNode::textValue).collect(Collectors.toSet());
    }

    long version(String key) {
        return whole(any(key))
                .orElseThrow(() -> new IllegalArgumentException(verb + "." + key + " must be a version, 0 or more"));
    }
}
