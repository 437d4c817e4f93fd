package io.spanwire.bench.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Where the references are reached, as the child tells its parent in one line of JSON. */
public record ReferenceFacts(int port, String kafka, String jdbcUrl, String user, String password) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static ReferenceFacts read(String line) {
        try {
            return JSON.readValue(line, ReferenceFacts.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    String write() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whoever prints it prints no secret. */
    @Override
    public String toString() {
        return "ReferenceFacts[port=" + port + ", kafka=" + kafka + "]";
    }
}
