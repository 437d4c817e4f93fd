package io.spanwire.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spanwire.bus.message.StreamId;
import io.spanwire.bus.retry.Backoff;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.notifier.http.EventId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/** An HTTPS client of a running server. It uses the given token or signs in once as a guest. Not thread-safe. */
final class RemoteServer {
    /** Between attempts to reach the server. */
    static final Backoff BACKOFF = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(10));

    private static final Duration TIMEOUT = Duration.ofSeconds(330);
    private static final int MAX_BODY_BYTES = 64 << 10;
    private static final int MAX_STATE_BYTES = 256 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client;
    private final URI server;
    private final String name;
    private final Map<String, String> bearer;
    private Map<String, String> credentials;

    RemoteServer(HttpClient client, URI server, Optional<String> token, String name) {
        this.client = client;
        this.server = server;
        this.name = name;
        this.bearer =
                token.map(text -> Map.of("Authorization", "Bearer " + text)).orElse(Map.of());
        this.credentials = bearer;
    }

    /** Sends a command and returns its outcome as JSON text. */
    String send(StreamId stream, String command, String body, String key, Optional<Long> expected)
            throws RequestFailed {
        HttpRequest.Builder request = to("/api/streams/" + stream + "/" + command)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .timeout(TIMEOUT)
                .POST(BodyPublishers.ofString(body));
        expected.ifPresent(version -> request.header("If-Match", "\"" + version + "\""));
        credentials().forEach(request::header);
        return text(exchange(request.build()).body(), MAX_BODY_BYTES);
    }

    /** Reads the state of a stream as JSON text; the query chooses the version. */
    String state(StreamId stream, String query) throws RequestFailed {
        HttpRequest.Builder request = to("/api/streams/" + stream + query).timeout(TIMEOUT);
        credentials().forEach(request::header);
        return text(exchange(request.GET().build()).body(), MAX_STATE_BYTES);
    }

    /** Sends a request with a JSON body, or none if it is empty, and returns the answer's text. */
    String call(String method, String path, String body) throws RequestFailed {
        HttpRequest.Builder request = to(path).timeout(TIMEOUT);
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        credentials().forEach(request::header);
        BodyPublisher publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        return text(exchange(request.method(method, publisher).build()).body(), MAX_STATE_BYTES);
    }

    /** Opens the stream of server-sent events after the given event. */
    InputStream follow(StreamId stream, EventId after) throws RequestFailed {
        String epoch = after.epoch().map(known -> "&epoch=" + known).orElse("");
        HttpRequest.Builder request = to("/api/streams/" + stream + "/events?after=" + after.version() + epoch)
                .header("Accept", "text/event-stream");
        credentials().forEach(request::header);
        return exchange(request.GET().build()).body();
    }

    /** Opens the server-sent events of a feed at an address, from the event with this id on. */
    InputStream follow(String address, String lastEventId) throws RequestFailed {
        HttpRequest.Builder request = to(address).header("Accept", "text/event-stream");
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        credentials().forEach(request::header);
        return exchange(request.GET().build()).body();
    }

    /** The headers of the bearer token, or the session's cookie and CSRF token. */
    private Map<String, String> credentials() throws RequestFailed {
        if (credentials.isEmpty()) {
            HttpRequest request = to("/api/session")
                    .header("Content-Type", "application/json")
                    .timeout(TIMEOUT)
                    .POST(BodyPublishers.ofString(
                            JSON.valueToTree(Map.of("name", name)).toString()))
                    .build();
            HttpResponse<InputStream> response = exchange(request);
            String cookies = response.headers().allValues("Set-Cookie").stream()
                    .map(cookie -> cookie.split(";", 2)[0])
                    .collect(Collectors.joining("; "));
            credentials = Map.of(
                    "Cookie",
                    cookies,
                    "X-CSRF-Token",
                    json(response).path("csrf").asText());
        }
        return credentials;
    }

    /** Makes the next request sign in again: a restarted server with another key rejects the old session. */
    void forgetSession() {
        credentials = bearer;
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(server.resolve(path));
    }

    private HttpResponse<InputStream> exchange(HttpRequest request) throws RequestFailed {
        try {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            if (response.statusCode() >= 300) {
                throw RequestFailed.refused(response.statusCode(), text(response.body(), MAX_BODY_BYTES));
            }
            return response;
        } catch (SSLException e) {
            throw new UserFacingException(
                    "The certificate of " + server + " is not trusted: " + e.getMessage(),
                    "Give its data folder with --data, its certificate with --ca, or trust any with --insecure.",
                    e);
        } catch (IOException e) {
            throw RequestFailed.unreachable(server, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RequestFailed.unreachable(server, e);
        }
    }

    private static JsonNode json(HttpResponse<InputStream> response) throws RequestFailed {
        try {
            return JSON.readTree(text(response.body(), MAX_BODY_BYTES));
        } catch (IOException e) {
            throw RequestFailed.unreachable(response.uri(), e);
        }
    }

    private static String text(InputStream body, int maxBytes) throws RequestFailed {
        try (body) {
            return new String(body.readNBytes(maxBytes), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new RequestFailed(0, "the response was cut off", true, e);
        }
    }
}
