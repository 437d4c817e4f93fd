package io.spanwire.bus.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.message.Problem.Pointer;
import java.util.ArrayList;
import java.util.List;

/** Finds text that JSON allows but PostgreSQL cannot store: U+0000 and unpaired surrogates. */
final class StorableText {
    private StorableText() {}

    /** At most so many places. */
    static List<Pointer> errors(JsonNode data, int max) {
        List<Pointer> errors = new ArrayList<>();
        walk(data, "", errors);
        return errors.size() <= max ? errors : List.copyOf(errors.subList(0, max));
    }

    private static void walk(JsonNode node, String at, List<Pointer> errors) {
        if (node.isTextual()) {
            if (!isStorable(node.textValue())) {
                errors.add(new Pointer(at, "text with U+0000 or an unpaired surrogate cannot be stored"));
            }
        } else if (node.isObject()) {
            node.properties().forEach(property -> {
                String child = at + '/' + CommandSchema.escape(property.getKey());
                if (!isStorable(property.getKey())) {
                    errors.add(
                            new Pointer(at, "a property name with U+0000 or an unpaired surrogate cannot be stored"));
                }
                walk(property.getValue(), child, errors);
            });
        } else {
            for (int i = 0; i < node.size(); i++) {
                walk(node.get(i), at + '/' + i, errors);
            }
        }
    }

    static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++; // the other half
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }
}
