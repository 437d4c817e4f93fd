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
 * Whether a process is ready, as a load balancer or an orchestrator asks it.
 *
 * @param port of its management
 */
public record ReadinessProbe(int port) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The checks that fail now; none of a process that is ready. */
    public Set<String> down() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                .timeout(PATIENCE)
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        Set<String> down = new TreeSet<>();
        for (Map.Entry<String, JsonNode> check :
                MAPPER.readTree(answer.body()).path("checks").properties()) {
            if (!check.getValue().asText().equals("up")) {
                down.add(check.getKey());
            }
        }
        if (down.isEmpty() != (answer.statusCode() == 200)) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return down;
    }
}
