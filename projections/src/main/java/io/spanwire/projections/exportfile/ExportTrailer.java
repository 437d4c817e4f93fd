package io.spanwire.projections.exportfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.json.Json;

/**
 * The last line of an export: its counts, and a checksum by which changes and losses are noticed.
 *
 * @param next the token with which a later export continues
 * @param sha256 of all lines before it with their line ends, in hexadecimal
 */
public record ExportTrailer(long events, long outcomes, String next, String sha256) {
    static final String SUM = "sha256";

    String json() {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("events", events);
        json.put("outcomes", outcomes);
        json.put("next", next);
        json.put(SUM, sha256);
        return json.toString();
    }

    static ExportTrailer read(JsonNode json) {
        LineFields fields = new LineFields(json);
        return new ExportTrailer(
                fields.number("events"), fields.number("outcomes"), fields.text("next"), fields.text(SUM));
    }
}
