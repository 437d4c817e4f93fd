package io.spanwire.bench.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import java.util.Map;

/**
 * Addresses and credentials of a reference program, which prints them as one line of JSON when it is ready.
 *
 * @param kafka the settings of a client; empty in a program without Kafka
 */
public record ReferenceEndpoints(int port, Map<String, String> kafka, String jdbcUrl, String user, String password) {
    /** Prefix of the line. */
    public static final String READY = "reference ready: ";

    private static final ObjectMapper JSON = new ObjectMapper();

    static ReferenceEndpoints of(int port, Map<String, String> kafka, DatabaseEndpoint database) {
        return new ReferenceEndpoints(
                port,
                kafka,
                database.jdbcUrl(),
                database.owner().user(),
                database.owner().password());
    }

    public static ReferenceEndpoints read(String line) {
        try {
            return JSON.readValue(line, ReferenceEndpoints.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    void print() {
        try {
            System.out.println(READY + JSON.writeValueAsString(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ReferenceEndpoints[port=" + port + "]";
    }
}
