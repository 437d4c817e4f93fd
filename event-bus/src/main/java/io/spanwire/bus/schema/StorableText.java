package io.spanwire.bus.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.message.Problem.Pointer;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds text that JSON can say but UTF-8 and PostgreSQL cannot hold: the character U+0000 and surrogates without their
 * other half.
 */
final class StorableText {
    private StorableText() {}

    static List<Pointer> faults(JsonNode data) {
        List<Pointer> faults = new ArrayList<>();
        walk(data, "", faults);
        return faults;
    }

    private static void walk(JsonNode node, String at, List<Pointer> faults) {
        if (node.isTextual()) {
            if (!storable(node.textValue())) {
                faults.add(new Pointer(at, "text with U+0000 or half a surrogate pair cannot be stored"));
            }
        } else if (node.isObject()) {
            node.properties().forEach(each -> {
                String below = at + '/' + CommandSchema.escape(each.getKey());
                if (!storable(each.getKey())) {
                    faults.add(new Pointer(at, "a property's name cannot be stored"));
                }
                walk(each.getValue(), below, faults);
            });
        } else {
            for (int i = 0; i < node.size(); i++) {
                walk(node.get(i), at + '/' + i, faults);
            }
        }
    }

    private static boolean storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }
}
