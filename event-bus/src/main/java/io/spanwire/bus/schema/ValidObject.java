package io.spanwire.bus.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The objects with all required properties and none but known ones. */
record ValidObject(Map<String, Property> properties, int required) implements ValidData {
    record Property(ValidData value, boolean isRequired) {}

    static ValidData of(JsonNode schema) {
        boolean isClosed = schema.path("additionalProperties").isBoolean()
                && !schema.path("additionalProperties").booleanValue();
        if (!isClosed || !hasOnly(schema)) {
            return UNKNOWN;
        }
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        Map<String, Property> properties = new HashMap<>();
        schema.path("properties").properties().forEach(each -> {
            if (StorableText.isStorable(each.getKey())) {
                properties.put(
                        each.getKey(), new Property(ValidData.of(each.getValue()), required.contains(each.getKey())));
            }
        });
        return new ValidObject(Map.copyOf(properties), required.size());
    }

    private static boolean hasOnly(JsonNode schema) {
        return ValidData.hasOnly(schema, Set.of("type", "properties", "required", "additionalProperties"));
    }

    @Override
    public boolean contains(JsonNode data) {
        if (!data.isObject()) {
            return false;
        }
        int found = 0;
        for (Map.Entry<String, JsonNode> each : data.properties()) {
            @Nullable Property property = properties.get(each.getKey());
            if (property == null || !property.value().contains(each.getValue())) {
                return false;
            }
            found += property.isRequired() ? 1 : 0;
        }
        return found == required;
    }
}
