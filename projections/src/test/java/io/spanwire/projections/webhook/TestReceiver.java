package io.spanwire.projections.webhook;

import io.spanwire.bus.webhook.WebhookSecret;
import io.spanwire.bus.webhook.WebhookSignature;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SelfSignedCertificate;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A receiver of webhooks by HTTPS, which behaves as the path says and remembers what it has taken. */
final class TestReceiver implements AutoCloseable {
    static final WebhookSecret SECRET = new WebhookSecret(new byte[32]);

    private final SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
    private final Map<String, List<Taken>> taken = new ConcurrentHashMap<>();
    private final Map<String, Integer> requests = new ConcurrentHashMap<>();
    private final Map<String, Function<Integer, Integer>> scripts = new ConcurrentHashMap<>();
    private final HttpServer server;

    /** A request that was answered 2xx. */
    record Taken(String id, String contentType, String signature, boolean isSigned, String body) {}

    TestReceiver(Vertx vertx) {
        server = vertx.createHttpServer(
                        new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions()))
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    Path certificate() {
        return Path.of(certificate.certificatePath());
    }

    String url(String path) {
        return "https://localhost:" + server.actualPort() + '/' + path;
    }

    int port() {
        return server.actualPort();
    }

    /** What a path answers to its nth request, from 1. */
    void script(String path, Function<Integer, Integer> status) {
        scripts.put('/' + path, status);
    }

    List<Taken> taken(String path) {
        return taken.getOrDefault('/' + path, List.of());
    }

    int requests(String path) {
        return requests.getOrDefault('/' + path, 0);
    }

    private void answer(HttpServerRequest request, Buffer body) {
        String path = request.path();
        int number = requests.merge(path, 1, Integer::sum);
        HttpServerResponse response = request.response();
        switch (path) {
            case "/hang" -> {}
            case "/cut" -> {
                response.setChunked(true).write("{");
                request.connection().close();
            }
            case "/redirect" ->
                response.setStatusCode(302).putHeader("location", url("live")).end();
            case "/endless" -> {
                take(request, body);
                response.setChunked(true);
                for (int i = 0; i < 100; i++) {
                    var unused = response.write("x".repeat(4_096));
                }
            }
            default -> {
                int status = scripts.getOrDefault(path, n -> 204).apply(number);
                if (status / 100 == 2) {
                    take(request, body);
                }
                response.setStatusCode(status).end();
            }
        }
    }

    private void take(HttpServerRequest request, Buffer body) {
        String id = request.getHeader("webhook-id");
        long timestamp = Long.parseLong(request.getHeader("webhook-timestamp"));
        String signature = request.getHeader("webhook-signature");
        String expected = WebhookSignature.of(List.of(SECRET), id, timestamp, body.getBytes());
        taken.computeIfAbsent(request.path(), first -> new CopyOnWriteArrayList<>())
                .add(new Taken(
                        id,
                        request.getHeader("content-type"),
                        signature,
                        Arrays.asList(signature.split(" ", -1)).contains(expected),
                        body.toString()));
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
        certificate.delete();
    }
}
