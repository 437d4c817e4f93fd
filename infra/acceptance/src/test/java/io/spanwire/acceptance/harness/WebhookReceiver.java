package io.spanwire.acceptance.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.spanwire.bus.webhook.WebhookSecret;
import io.spanwire.bus.webhook.WebhookSignature;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/** A receiver of webhooks on this machine, by plain HTTP. It remembers the requests that it has taken, in their order. */
public final class WebhookReceiver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(32);
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile IntUnaryOperator status = number -> 204;

    /** A request that was answered 2xx. */
    public record Taken(String id, long timestamp, String signature, String body) {
        public JsonNode event() {
            try {
                return JSON.readTree(body);
            } catch (IOException notJson) {
                throw new IllegalStateException(notJson);
            }
        }

        public boolean isSignedWith(String secret) {
            String own = WebhookSignature.of(
                    List.of(WebhookSecret.parse(secret)), id, timestamp, body.getBytes(StandardCharsets.UTF_8));
            return Arrays.asList(signature.split(" ", -1)).contains(own);
        }
    }

    public WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** What it answers to its nth request, from 1. */
    public void answers(IntUnaryOperator changed) {
        status = changed;
    }

    public int requests() {
        return requests.get();
    }

    public List<Taken> taken() {
        return taken;
    }

    /** The versions of each stream in the order in which they came, without repeats. */
    public Map<String, List<Integer>> versions() {
        Set<String> ids = new HashSet<>();
        Map<String, List<Integer>> versions = new HashMap<>();
        for (Taken each : taken) {
            JsonNode event = each.event();
            if (ids.add(each.id())) {
                versions.computeIfAbsent(event.path("source").asText(), first -> new CopyOnWriteArrayList<>())
                        .add(event.path("version").asInt());
            }
        }
        return versions;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int answered = status.applyAsInt(requests.incrementAndGet());
            if (answered / 100 == 2) {
                var headers = exchange.getRequestHeaders();
                taken.add(new Taken(
                        headers.getFirst("webhook-id"),
                        Long.parseLong(headers.getFirst("webhook-timestamp")),
                        headers.getFirst("webhook-signature"),
                        body));
            }
            exchange.sendResponseHeaders(answered, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
