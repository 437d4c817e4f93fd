package io.spanwire.projections.exportfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.json.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The first line of an export.
 *
 * @param epoch of the exported history
 * @param at when it was read
 * @param from the token behind which it begins; empty for the whole history of its streams
 */
public record ExportHeader(UUID epoch, Instant at, ExportScope scope, Optional<String> from) {
    static final String FORMAT = "spanwire-export";
    private static final int VERSION = 1;

    String json() {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put(FORMAT, VERSION);
        json.put("epoch", epoch.toString());
        json.put("at", at.toString());
        json.put("streams", scope.text());
        from.ifPresent(token -> json.put("from", token));
        return json.toString();
    }

    static ExportHeader read(JsonNode json) {
        LineFields fields = new LineFields(json);
        if (fields.number(FORMAT) != VERSION) {
            throw new IllegalArgumentException("it has version " + fields.number(FORMAT)
                    + " of the format, and this Spanwire reads version " + VERSION);
        }
        Optional<String> from = json.has("from") ? Optional.of(fields.text("from")) : Optional.empty();
        return new ExportHeader(
                fields.uuid("epoch"), fields.time("at"), ExportScope.parse(fields.text("streams")), from);
    }
}
