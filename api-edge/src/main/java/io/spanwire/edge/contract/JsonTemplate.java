package io.spanwire.edge.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** The parts of a contract that no domain changes, from resources beside this class, and the small pieces of JSON around. */
final class JsonTemplate {
    private JsonTemplate() {}

    static String text(String resource) {
        try (InputStream in = JsonTemplate.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("There is no " + resource + " beside " + JsonTemplate.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read " + resource, unreadable);
        }
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

    static ObjectNode anyOf(Collection<String> values) {
        ObjectNode schema = object().put("type", "string");
        ArrayNode allowed = schema.putArray("enum");
        values.forEach(allowed::add);
        return schema;
    }
}
