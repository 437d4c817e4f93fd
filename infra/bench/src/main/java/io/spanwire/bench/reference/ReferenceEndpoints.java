package io.spanwire.bench.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Addresses and credentials of the reference servers; the child prints them as one line of JSON. */
public record ReferenceEndpoints(int port, String kafka, String jdbcUrl, String user, String password) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static ReferenceEndpoints read(String line) {
        try {
            return JSON.readValue(line, ReferenceEndpoints.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ReferenceEndpoints[port=" + port + ", kafka=" + kafka + "]";
    }
}
