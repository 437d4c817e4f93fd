package io.spanwire.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.json.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of views and tables, by column: text, numbers, booleans, lists, maps and null as JSON has them. */
final class Rows {
    private Rows() {}

    /** Parses a JSON array of rows. */
    static List<Map<String, @Nullable Object>> parse(String array) {
        try {
            return Json.mapper().readValue(array, new TypeReference<List<Map<String, @Nullable Object>>>() {});
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("No rows: " + array, impossible);
        }
    }

    /** The rows ordered by their JSON, with their columns ordered, too. */
    static <T extends Map<String, ?>> List<T> sorted(List<T> rows) {
        return rows.stream()
                .sorted(Comparator.comparing(row -> Json.write(new TreeMap<>(row))))
                .toList();
    }

    /** Fails unless these are the rows, compared as JSON. */
    static void expect(String what, List<?> expected, List<?> actual) {
        JsonNode wanted = Json.reread(Json.write(expected));
        JsonNode found = Json.reread(Json.write(actual));
        if (!wanted.equals(found)) {
            throw new AssertionError(
                    "Expected rows of " + what + ":\n" + lines(expected) + "\nbut they were:\n" + lines(actual));
        }
    }

    private static String lines(List<?> rows) {
        return rows.isEmpty()
                ? "  none"
                : rows.stream().map(row -> "  " + Json.write(row)).collect(Collectors.joining("\n"));
    }
}
