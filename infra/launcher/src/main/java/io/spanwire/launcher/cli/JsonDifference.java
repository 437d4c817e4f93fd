package io.spanwire.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What differs between two JSON documents, one line a change: the place as JSON pointer (RFC 6901), the value before and
 * the value after, {@code absent} where there is none. Elements of arrays are compared by their index.
 */
final class JsonDifference {
    private final List<String> lines = new ArrayList<>();

    private JsonDifference() {}

    static List<String> lines(JsonNode before, JsonNode after) {
        JsonDifference difference = new JsonDifference();
        difference.compare("", before, after);
        return List.copyOf(difference.lines);
    }

    private void compare(String pointer, JsonNode before, JsonNode after) {
        if (before.isObject() && after.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(pointer + '/' + escape(name), before.path(name), after.path(name)));
        } else if (before.isArray() && after.isArray()) {
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                compare(pointer + '/' + i, before.path(i), after.path(i));
            }
        } else if (!before.equals(after)) {
            lines.add((pointer.isEmpty() ? "(all)" : pointer) + ": " + text(before) + " -> " + text(after));
        }
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String text(JsonNode value) {
        return value instanceof MissingNode ? "absent" : value.toString();
    }
}
