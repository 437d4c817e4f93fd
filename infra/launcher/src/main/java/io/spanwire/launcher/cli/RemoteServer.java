package io.spanwire.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spanwire.bus.message.StreamId;
import io.spanwire.bus.retry.Backoff;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.notifier.feed.EventId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * A running server, spoken to over HTTPS. Signs in once, with the token given or else as a guest. Not for several
 * threads.
 */
final class RemoteServer {
    /** Between tries to reach the server. */
    static final Backoff BACKOFF = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(10));

    private static final Duration ANSWER = Duration.ofSeconds(330);
    private static final int MAX_PROBLEM = 64 << 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client;
    private final URI server;
    private final String name;
    private Optional<RequestCredentials> credentials;

    RemoteServer(HttpClient client, URI server, Optional<String> token, String name) {
        this.client = client;
        this.server = server;
        this.name = name;
        this.credentials = token.map(text -> RequestCredentials.bearer(text));
    }

    /** The outcome as JSON text. */
    String send(StreamId stream, String command, String body, String key, Optional<Long> expected)
            throws RequestFailed {
        HttpRequest.Builder request = to("/api/streams/" + stream + "/" + command)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .timeout(ANSWER)
                .POST(BodyPublishers.ofString(body));
        expected.ifPresent(version -> request.header("If-Match", "\"" + version + "\""));
        signedIn().apply(request);
        return text(exchange(request.build()).body());
    }

    /** The open stream of server-sent events after that one. */
    InputStream follow(StreamId stream, EventId after) throws RequestFailed {
        String epoch = after.epoch().map(known -> "&epoch=" + known).orElse("");
        HttpRequest.Builder request = to("/api/streams/" + stream + "/events?after=" + after.version() + epoch)
                .header("Accept", "text/event-stream");
        signedIn().apply(request);
        return exchange(request.GET().build()).body();
    }

    private RequestCredentials signedIn() throws RequestFailed {
        if (credentials.isEmpty()) {
            HttpRequest request = to("/api/session")
                    .header("Content-Type", "application/json")
                    .timeout(ANSWER)
                    .POST(BodyPublishers.ofString(
                            JSON.valueToTree(Map.of("name", name)).toString()))
                    .build();
            HttpResponse<InputStream> response = exchange(request);
            credentials = Optional.of(RequestCredentials.session(
                    response.headers().allValues("Set-Cookie"),
                    json(response).path("csrf").asText()));
        }
        return credentials.get();
    }

    /** After a restart of the server with other keys the session must be made anew. */
    void forgetSession() {
        credentials = credentials.filter(RequestCredentials::isBearer);
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(server.resolve(path));
    }

    private HttpResponse<InputStream> exchange(HttpRequest request) throws RequestFailed {
        try {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            if (response.statusCode() >= 300) {
                throw RequestFailed.refused(response.statusCode(), text(response.body()));
            }
            return response;
        } catch (SSLException e) {
            throw new UserFacingException(
                    "The certificate of " + server + " is not trusted: " + e.getMessage(),
                    "Give its data folder with --data, its certificate with --ca, or --insecure to trust anyone.",
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
            return JSON.readTree(text(response.body()));
        } catch (IOException e) {
            throw RequestFailed.unreachable(response.uri(), e);
        }
    }

    private static String text(InputStream body) throws RequestFailed {
        try (body) {
            return new String(body.readNBytes(MAX_PROBLEM), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new RequestFailed(0, "the answer broke off", true, e);
        }
    }
}
