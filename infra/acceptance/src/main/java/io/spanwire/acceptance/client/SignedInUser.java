package io.spanwire.acceptance.client;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * A signed-in user with its credential headers: cookie and CSRF token of a session, or a bearer token. The session
 * survives a restart of the server; {@link #at} returns the same user at another address. Thread-safe.
 */
public record SignedInUser(ServerAddress address, String subject, String name, Map<String, String> credentials) {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    public SignedInUser {
        credentials = Map.copyOf(credentials);
    }

    /** Signs in as a guest. */
    public static SignedInUser signIn(ServerAddress address, String name) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/session"))
                .header("Content-Type", "application/json")
                .timeout(TIMEOUT)
                .POST(BodyPublishers.ofString("{\"name\":" + HttpReply.quote(name) + "}"))
                .build();
        HttpReply reply = HttpReply.of(address.http().send(request, BodyHandlers.ofString()));
        if (reply.status() / 100 != 2) {
            throw new IllegalStateException("Sign-in failed: " + reply);
        }
        String cookie = reply.header("set-cookie").split(";", 2)[0];
        return new SignedInUser(
                address,
                reply.json().path("subject").asText(),
                reply.json().path("name").asText(),
                Map.of(
                        "Cookie",
                        cookie,
                        "X-CSRF-Token",
                        reply.json().path("csrf").asText()));
    }

    /** A user with an existing bearer token. */
    public static SignedInUser bearer(ServerAddress address, String subject, String name, String token) {
        return new SignedInUser(address, subject, name, Map.of("Authorization", "Bearer " + token));
    }

    public SignedInUser at(ServerAddress other) {
        return new SignedInUser(other, subject, name, credentials);
    }

    /** A request with this user's credentials. */
    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(TIMEOUT);
        credentials.forEach(request::header);
        return request;
    }

    public HttpReply get(String path) throws IOException, InterruptedException {
        return get(path, Map.of());
    }

    public HttpReply get(String path, Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).GET();
        headers.forEach(request::header);
        return send(request);
    }

    /** Sends a command once, with additional headers. */
    public HttpReply post(String stream, String command, String data, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request("/api/streams/" + stream + '/' + command)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(data));
        headers.forEach(request::header);
        return send(request);
    }

    /** Sends a command once, with this idempotency key. */
    public HttpReply post(String stream, String command, String data, UUID key)
            throws IOException, InterruptedException {
        return post(stream, command, data, Map.of("Idempotency-Key", key.toString()));
    }

    public HttpReply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpReply.of(address.http().send(request.build(), BodyHandlers.ofString()));
    }
}
