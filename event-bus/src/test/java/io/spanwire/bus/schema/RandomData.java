package io.spanwire.bus.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.json.Json;
import java.util.List;
import java.util.Random;

/** Generates data that mostly match a schema, with hostile values in places. They have been parsed, like a body. */
final class RandomData {
    private static final List<String> TEXTS = List.of(
            "\"\"",
            "\" \"",
            "\"a\"",
            "\"abc\"",
            "\"abcde\"",
            "\"abcdef\"",
            "\"x\\n\"",
            "\"\\n\"",
            "\"abc\\n\"",
            "\"\\u00a0\"",
            "\"\\u2003\"",
            "\"\\u00e9\"",
            "\"1\"",
            "\"\\u0000\"",
            "\"a\\ud800\"",
            "\"\\udc00a\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\"",
            "\"RED\"",
            "\"GREEN\"",
            "\"red\"",
            "\"ONE\"",
            "\"2026-11-22T10:00:00Z\"",
            "\"018f3b1e-0000-7000-8000-000000000001\"");
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "9",
            "10",
            "1.0",
            "1e2",
            "0.5",
            "0.4",
            "-0.0",
            "1.5",
            "32767",
            "32768",
            "-32769",
            "2147483647",
            "2147483648",
            "-2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "1.7976931348623157E+308",
            "4.9E-324",
            "12345678901234567890123456789012345678901234567890");
    private static final List<String> OTHERS = List.of("null", "true", "false", "[]", "{}", "[[]]", "{\"a\":null}");
    private static final List<String> NAMES = List.of("a", "text", "", "__proto__", "\u0000", "\ud800", "Text");
    private static final int SURPRISE = 25;

    private final Random random;

    RandomData(Random random) {
        this.random = random;
    }

    /** One document. */
    JsonNode document(JsonNode schema) {
        if (random.nextInt(SURPRISE) == 0) {
            return Json.parse(pick(random.nextBoolean() ? OTHERS : random.nextBoolean() ? TEXTS : NUMBERS));
        }
        return switch (schema.path("type").asText()) {
            case "object" -> object(schema);
            case "array" -> array(schema.path("items"));
            case "integer", "number" -> Json.parse(pick(NUMBERS));
            case "boolean" -> Json.parse(random.nextBoolean() ? "true" : "false");
            default -> text(schema);
        };
    }

    private JsonNode text(JsonNode schema) {
        boolean isChosen = schema.has("enum") && random.nextInt(SURPRISE) > 0;
        return isChosen ? schema.path("enum").get(0) : Json.parse(pick(TEXTS));
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode object = Json.mapper().createObjectNode();
        schema.path("properties").properties().forEach(property -> {
            if (random.nextInt(SURPRISE) > 0) {
                object.set(property.getKey(), document(property.getValue()));
            }
        });
        if (random.nextInt(SURPRISE) == 0) {
            object.set(pick(NAMES), Json.parse(pick(TEXTS)));
        }
        return object;
    }

    private ArrayNode array(JsonNode items) {
        ArrayNode array = Json.mapper().createArrayNode();
        for (int i = random.nextInt(5); i > 0; i--) {
            array.add(document(items));
        }
        return array;
    }

    private String pick(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }
}
