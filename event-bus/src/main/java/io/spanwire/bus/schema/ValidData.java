package io.spanwire.bus.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A set of data that certainly match a schema, compiled for speed. It knows the keywords that
 * {@link RecordSchemaGenerator} generates most; of a schema with any other keyword, and of data that need a closer look
 * (such as the integer {@code 1.0}), it contains nothing. What it does not contain may be valid all the same: the schema
 * library decides and explains. Thread-safe.
 */
@FunctionalInterface
interface ValidData {
    /** Nothing is known to be valid. */
    ValidData UNKNOWN = data -> false;

    boolean contains(JsonNode data);

    /** Compiles a schema. */
    static ValidData of(JsonNode schema) {
        return switch (schema.path("type").asText()) {
            case "object" -> ValidObject.of(schema);
            case "array" -> array(schema);
            case "string" -> ValidText.of(schema);
            case "integer" -> integer(schema);
            case "number" -> of(schema, JsonNodeType.NUMBER);
            case "boolean" -> of(schema, JsonNodeType.BOOLEAN);
            default -> UNKNOWN;
        };
    }

    /** Whether the schema has no keywords but these and {@code format}, which asserts nothing in draft 2020-12. */
    static boolean hasOnly(JsonNode schema, Set<String> keywords) {
        return schema.properties().stream()
                .allMatch(keyword ->
                        keywords.contains(keyword.getKey()) || keyword.getKey().equals("format"));
    }

    /** Whether each of these keywords is an {@code int} or absent. */
    static boolean areCounts(JsonNode schema, String... keywords) {
        return Stream.of(keywords).map(schema::path).allMatch(count -> count.isInt() || count.isMissingNode());
    }

    private static ValidData of(JsonNode schema, JsonNodeType type) {
        return hasOnly(schema, Set.of("type")) ? data -> data.getNodeType() == type : UNKNOWN;
    }

    private static ValidData integer(JsonNode schema) {
        JsonNode minimum = schema.path("minimum");
        JsonNode maximum = schema.path("maximum");
        if (!isLongOrAbsent(minimum)
                || !isLongOrAbsent(maximum)
                || !hasOnly(schema, Set.of("type", "minimum", "maximum"))) {
            return UNKNOWN;
        }
        long min = minimum.asLong(Long.MIN_VALUE);
        long max = maximum.asLong(Long.MAX_VALUE);
        return data -> data.isIntegralNumber()
                && data.canConvertToLong()
                && data.longValue() >= min
                && data.longValue() <= max;
    }

    private static boolean isLongOrAbsent(JsonNode bound) {
        return bound.isMissingNode() || (bound.canConvertToExactIntegral() && bound.canConvertToLong());
    }

    private static ValidData array(JsonNode schema) {
        if (!hasOnly(schema, Set.of("type", "items", "minItems", "maxItems"))
                || !areCounts(schema, "minItems", "maxItems")) {
            return UNKNOWN;
        }
        int min = schema.path("minItems").asInt(0);
        int max = schema.path("maxItems").asInt(Integer.MAX_VALUE);
        ValidData item = of(schema.path("items"));
        return data -> data.isArray() && data.size() >= min && data.size() <= max && containsAll(item, data);
    }

    private static boolean containsAll(ValidData item, JsonNode array) {
        for (JsonNode each : array) {
            if (!item.contains(each)) {
                return false;
            }
        }
        return true;
    }
}
