package io.spanwire.edge.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.message.Problems;
import io.spanwire.edge.http.Responses;
import io.spanwire.edge.http.SecurityHeaders;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The server of health, metrics and the progress of rebuilds for operators. Live: the process answers. Ready: every check succeeds within two
 * seconds. Answers name the checks, never the reason of a failure; details say what else matters.
 */
public final class ManagementServer {
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final long CHECK_SECONDS = 2;
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

    private final Vertx vertx;
    private final Map<String, Supplier<Future<Void>>> checks;
    private final Map<String, Supplier<String>> details;
    private final Supplier<String> metrics;
    private final Supplier<String> rebuilds;

    /** Answers with these checks by name, this text of a scrape, and this JSON of what is rebuilt. */
    public ManagementServer(
            Vertx vertx,
            Map<String, Supplier<Future<Void>>> checks,
            Supplier<String> metrics,
            Supplier<String> rebuilds) {
        this(vertx, checks, Map.of(), metrics, rebuilds);
    }

    /** The same, with details by name that inform and do not make the node unready. */
    public ManagementServer(
            Vertx vertx,
            Map<String, Supplier<Future<Void>>> checks,
            Map<String, Supplier<String>> details,
            Supplier<String> metrics,
            Supplier<String> rebuilds) {
        this.vertx = vertx;
        this.checks = new TreeMap<>(checks);
        this.details = new TreeMap<>(details);
        this.metrics = metrics;
        this.rebuilds = rebuilds;
    }

    /** Starts listening, without TLS. */
    public Future<HttpServer> start(String host, int port) {
        return vertx.createHttpServer(HttpsOptions.plain(IDLE).setHost(host).setPort(port))
                .requestHandler(SecurityHeaders.before(this::handle))
                .listen();
    }

    private void handle(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            response.putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            Responses.problem(response, Problems.METHOD_NOT_ALLOWED);
            return;
        }
        switch (request.path()) {
            case "/health/live" -> Responses.json(response, "{\"status\":\"up\"}");
            case "/health/ready" -> ready(response);
            case "/rebuilds" -> Responses.json(response, rebuilds.get());
            case "/metrics" -> scrape(response);
            default -> Responses.problem(response, Problems.NOT_FOUND);
        }
    }

    private void scrape(HttpServerResponse response) {
        vertx.executeBlocking(metrics::get, false)
                .onSuccess(text ->
                        response.putHeader(HttpHeaders.CONTENT_TYPE, METRICS).end(text))
                .onFailure(failure -> Responses.problem(response, Problems.INTERNAL));
    }

    private void ready(HttpServerResponse response) {
        ObjectNode body = Json.mapper().createObjectNode();
        ObjectNode named = Json.mapper().createObjectNode();
        List<Future<Boolean>> results = new ArrayList<>();
        checks.forEach((name, check) -> results.add(isUp(check).onSuccess(up -> named.put(name, up ? "up" : "down"))));
        Future.join(results).onComplete(all -> {
            boolean allUp = results.stream().allMatch(Future::result);
            body.put("status", allUp ? "up" : "down").set("checks", named);
            details.forEach((name, detail) -> body.withObjectProperty("details").put(name, detail.get()));
            Responses.json(response, allUp ? 200 : 503, body.toString());
        });
    }

    private static Future<Boolean> isUp(Supplier<Future<Void>> check) {
        return Future.<Void>succeededFuture()
                .compose(now -> check.get())
                .timeout(CHECK_SECONDS, TimeUnit.SECONDS)
                .map(true)
                .otherwise(false);
    }
}
