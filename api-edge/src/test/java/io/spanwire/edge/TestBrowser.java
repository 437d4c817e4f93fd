package io.spanwire.edge;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.spanwire.bus.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** An HTTP client with one cookie, which trusts every certificate. */
final class TestBrowser {
    /** Far more than an answer takes, for busy machines. */
    static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final String origin;
    private final HttpClient http;
    private String cookie = "";
    private String csrf = "";

    /** A response. */
    record Answer(int status, Map<String, String> headers, String body) {
        JsonNode json() {
            return Json.parse(body);
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        String code() {
            String type = json().path("type").asText();
            return type.substring(type.lastIndexOf('/') + 1);
        }
    }

    TestBrowser(String origin) {
        this.origin = origin;
        this.http = HttpClient.newBuilder()
                .sslContext(trusting())
                .connectTimeout(TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    TestBrowser signIn(String name) {
        Answer answer = post("/api/session", "{\"name\":\"" + name + "\"}");
        cookie = answer.header("set-cookie").split(";", 2)[0];
        csrf = answer.json().path("csrf").asText();
        return this;
    }

    String cookie() {
        return cookie;
    }

    String csrf() {
        return csrf;
    }

    /** Has the cookie and the CSRF token of another. */
    TestBrowser as(TestBrowser other) {
        cookie = other.cookie;
        csrf = other.csrf;
        return this;
    }

    /** Sends no CSRF token from now on. */
    TestBrowser forgetCsrf() {
        csrf = "";
        return this;
    }

    Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    Answer post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    Answer send(String method, String path, @org.jspecify.annotations.Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : origin + path))
                .timeout(TIMEOUT)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        Map<String, String> all = new LinkedHashMap<>();
        if (body != null) {
            all.put("content-type", "application/json");
        }
        if (!cookie.isEmpty()) {
            all.put("cookie", cookie);
        }
        if (!csrf.isEmpty() && !method.equals("GET")) {
            all.put("x-csrf-token", csrf);
        }
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        all.forEach((name, value) -> {
            if (!value.isEmpty()) {
                request.setHeader(name, value);
            }
        });
        return exchange(request.build());
    }

    /** Opens a WebSocket; the future fails when the handshake is refused. */
    CompletableFuture<WebSocket> socket(CompletableFuture<String> firstText, String subprotocol, String... headers) {
        return socket(firstText, new CompletableFuture<>(), subprotocol, headers);
    }

    /** The same; {@code closed} gets the close code. */
    CompletableFuture<WebSocket> socket(
            CompletableFuture<String> firstText,
            CompletableFuture<Integer> closed,
            String subprotocol,
            String... headers) {
        WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(TIMEOUT);
        if (!subprotocol.isEmpty()) {
            builder.subprotocols(subprotocol);
        }
        if (!cookie.isEmpty()) {
            builder.header("cookie", cookie);
        }
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        return builder.buildAsync(URI.create(origin.replace("https", "wss") + "/ws"), new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                firstText.complete(data.toString());
                socket.request(1);
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                closed.complete(code);
                return CompletableFuture.completedFuture(null);
            }
        });
    }

    static <T> T within(CompletableFuture<T> future) {
        try {
            return future.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError("The future failed", failure);
        }
    }

    private Answer exchange(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            Map<String, String> headers = new LinkedHashMap<>();
            response.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
            return new Answer(response.statusCode(), headers, response.body());
        } catch (IOException failure) {
            throw new AssertionError("The request failed", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", interrupted);
        }
    }

    static SSLContext trusting() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), new SecureRandom());
            return context;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Every Java runtime has TLS", missing);
        }
    }
}
