package io.spanwire.bus.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.message.Problem.Pointer;
import java.util.List;
import java.util.Map;

/**
 * The types of a record's fields that JSON writes as text with a {@code format}: times, dates, UUIDs. In draft 2020-12 a format
 * asserts nothing, and the formats of its library are not quite those of Java (a {@code LocalTime} has no offset), so the
 * text is read as the field's own type.
 *
 * @param record the command's class
 * @param any whether it has such fields
 */
record FieldTypes(Class<?> record, boolean any) {
    private static final Map<String, String> EXAMPLES = Map.of(
            "Instant", "2026-11-30T10:00:00Z",
            "OffsetDateTime", "2026-11-30T10:00:00+01:00",
            "LocalDateTime", "2026-11-30T10:00:00",
            "LocalDate", "2026-11-30",
            "LocalTime", "10:00:00",
            "Duration", "PT90S",
            "UUID", "018f3c5e-0000-7000-8000-000000000001");

    static FieldTypes of(Class<?> record, ObjectNode schema) {
        return new FieldTypes(record, schema.findValue("format") != null);
    }

    /** The first text that is no value of its field's type. What a record's constructor refuses is the worker's to say. */
    List<Pointer> errors(JsonNode data) {
        if (!any) {
            return List.of();
        }
        try {
            Json.mapper().treeToValue(data, record);
            return List.of();
        } catch (InvalidFormatException misfit) {
            return List.of(new Pointer(pointer(misfit), detail(misfit.getTargetType())));
        } catch (JsonProcessingException | RuntimeException notOfFormat) {
            return List.of();
        }
    }

    private static String pointer(JsonMappingException misfit) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : misfit.getPath()) {
            pointer.append('/')
                    .append(step.getFieldName() == null ? step.getIndex() : CommandSchema.escape(step.getFieldName()));
        }
        return pointer.toString();
    }

    private static String detail(Class<?> type) {
        String example = EXAMPLES.get(type.getSimpleName());
        return "The text is no " + type.getSimpleName() + (example == null ? "." : ", like " + example + ".");
    }
}
