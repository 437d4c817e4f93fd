package io.spanwire.acceptance.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The JSON form of history entries, one per line. */
final class HistoryLines {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private HistoryLines() {}

    static String write(HistoryEntry entry) {
        try {
            return MAPPER.writerFor(HistoryEntry.class).writeValueAsString(entry);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("An entry cannot be written", e);
        }
    }

    static HistoryEntry read(String line) {
        try {
            return MAPPER.readValue(line, HistoryEntry.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a line of a history: " + line, e);
        }
    }

    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not JSON: " + text, e);
        }
    }
}
