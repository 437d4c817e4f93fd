package io.spanwire.acceptance.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The readiness endpoint of a process, as a load balancer or an orchestrator uses it.
 *
 * @param port the management port
 */
public record ReadinessProbe(int port) {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The failing checks; empty if the process is ready. */
    public Set<String> failingChecks() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                .timeout(TIMEOUT)
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        Set<String> failing = new TreeSet<>();
        for (Map.Entry<String, JsonNode> check :
                MAPPER.readTree(response.body()).path("checks").properties()) {
            if (!check.getValue().asText().equals("up")) {
                failing.add(check.getKey());
            }
        }
        if (failing.isEmpty() != (response.statusCode() == 200)) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return failing;
    }
}
