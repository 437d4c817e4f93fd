package io.spanwire.edge.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.resource.TextResource;
import java.util.Collection;

/** The fixed parts of the contracts, loaded from resources beside this class, and small pieces of JSON. */
final class JsonTemplate {
    private JsonTemplate() {}

    static String text(String resource) {
        return TextResource.beside(JsonTemplate.class, resource);
    }

    static ObjectNode json(String resource) {
        return (ObjectNode) Json.parse(text(resource));
    }

    static ObjectNode object() {
        return Json.mapper().createObjectNode();
    }

    static ObjectNode reference(String pointer) {
        return object().put("$ref", pointer);
    }

    static ObjectNode enumeration(Collection<String> values) {
        ObjectNode schema = object().put("type", "string");
        ArrayNode allowed = schema.putArray("enum");
        values.forEach(allowed::add);
        return schema;
    }
}
