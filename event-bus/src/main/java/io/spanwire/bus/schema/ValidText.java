package io.spanwire.bus.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.regex.JDKRegularExpressionFactory;
import com.networknt.schema.regex.RegularExpression;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The storable texts with a length in code points, a pattern in the schema library's dialect, and a choice of values.
 *
 * @param choice the allowed values; empty when any is allowed
 */
record ValidText(int minLength, int maxLength, Optional<RegularExpression> pattern, Set<String> choice)
        implements ValidData {

    static ValidData of(JsonNode schema) {
        if (!ValidData.hasOnly(schema, Set.of("type", "minLength", "maxLength", "pattern", "enum"))
                || !ValidData.areCounts(schema, "minLength", "maxLength")) {
            return UNKNOWN;
        }
        Set<String> choice = new HashSet<>();
        for (JsonNode each : schema.path("enum")) {
            if (each.isTextual()) {
                choice.add(each.textValue());
            }
        }
        return choice.isEmpty() && schema.has("enum")
                ? UNKNOWN
                : new ValidText(
                        schema.path("minLength").asInt(0),
                        schema.path("maxLength").asInt(Integer.MAX_VALUE),
                        Optional.ofNullable(schema.path("pattern").textValue())
                                .map(JDKRegularExpressionFactory.getInstance()::getRegularExpression),
                        Set.copyOf(choice));
    }

    @Override
    public boolean contains(JsonNode data) {
        return data.isTextual() && contains(data.textValue());
    }

    private boolean contains(String text) {
        int length = text.codePointCount(0, text.length());
        return length >= minLength
                && length <= maxLength
                && (choice.isEmpty() || choice.contains(text))
                && (pattern.isEmpty() || pattern.get().matches(text))
                && StorableText.isStorable(text);
    }
}
